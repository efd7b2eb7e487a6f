import { z } from 'zod';
import { field } from '../field.ts';
import { id, multilineText } from '../text.ts';
import { AIMentionedUser } from './ai-mentioned-user.ts';
import { COMMENT_MAXIMUM, MAXIMUM_MENTIONS } from './comment-limits.ts';

/** The session that is commented on. */
export const commentedSession = {
  sessionId: field(id, {
    description: 'The session.',
    example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
  }),
} as const;

/** The path of a comment. */
export const commentPath = {
  ...commentedSession,
  commentId: field(id, { description: 'The comment.', example: '019dc3f4-7b21-7d10-9c44-5e6f7a8b9c0d' }),
} as const;

const notEmpty = multilineText(COMMENT_MAXIMUM).refine((text) => text !== '', {
  message: 'must not be empty.',
  params: { errorCode: 'NotEmpty' },
});

/** What a comment says. */
export const commentText = field(notEmpty, {
  description: `What is said: plain text of at most ${COMMENT_MAXIMUM.toLocaleString('en')} characters. An @ with an e-mail address mentions the system administrator who has it; so does one with what stands before its @, if only one has that. At most ${MAXIMUM_MENTIONS} are told, and none by a caller who may work on some accounts only.`,
  example: 'The number pool was agreed with @mara.lindqvist@example.com, see https://example.com/notes/7',
});

/** Who is mentioned. */
export const mentionedUsers = field(z.array(AIMentionedUser.schema), {
  description:
    'Users whom it mentions, as they are now. Those who are gone are left out; empty for agents and callers who may work on some accounts only.',
  example: [
    {
      userId: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19',
      emailAddress: 'mara.lindqvist@example.com',
      name: 'Mara Lindqvist',
    },
  ],
});

/** The action that a comment is about. */
export const commentedAction = {
  description: 'Action of the session that it is about. Absent when it is about the session as a whole.',
  example: '019dc3f1-2b3c-7d4e-8f50-1a2b3c4d5e6f',
} as const;
