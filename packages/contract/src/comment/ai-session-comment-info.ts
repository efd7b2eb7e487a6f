import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { EntityInfo } from '../entity-info.ts';
import { field } from '../field.ts';
import { commentedAction, commentedSession, mentionedUsers } from './comment-fields.ts';

/** What somebody has said about a session. */
export const AISessionCommentInfo = dto('AISessionCommentInfo', {
  namespace: 'Voice.Api.AI',
  description:
    'What somebody has said about a session, or about an action of it. It changes nothing of either.',
  extends: EntityInfo,
  fields: {
    sessionId: field(z.string(), commentedSession.sessionId),
    actionId: field(z.string().optional(), commentedAction),
    text: field(z.string(), {
      description: 'What is said: plain text.',
      example: 'The number pool was agreed with @mara.lindqvist@example.com, see https://example.com/notes/7',
    }),
    mentions: mentionedUsers,
    authorId: field(z.string(), {
      description: 'User who said it, and who alone may change it.',
      example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19',
    }),
    version: field(z.int(), { description: 'Counts its changes: 1 as it was first said.', example: 1 }),
  },
});

/** The value of an {@link AISessionCommentInfo}. */
export type AISessionCommentInfo = Value<typeof AISessionCommentInfo>;
