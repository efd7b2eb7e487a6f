import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { optionalId } from '../text.ts';
import { AISessionCommentInfo } from './ai-session-comment-info.ts';
import { commentedAction, commentedSession, commentText } from './comment-fields.ts';

const WHAT =
  'Says something about an AI session or an action of it, and tells whoever is mentioned. Neither the session nor what was reviewed of it changes.';

/** `POST /ai/sessions/{sessionId}/comments` */
export const NewAISessionComment = operation({
  verb: 'POST',
  route: '/ai/sessions/{sessionId}/comments',
  procedure: 'comment.create',
  summary: WHAT,
  access: systemAdministrator,
  idempotencyKey: true,
  request: dto('NewAISessionComment', {
    namespace: 'Voice.Api.AI',
    description: WHAT,
    fields: { ...commentedSession, text: commentText, actionId: field(optionalId, commentedAction) },
  }),
  response: AISessionCommentInfo,
});
