import { dto } from '../dto.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { AISessionCommentInfo } from './ai-session-comment-info.ts';
import { commentPath, commentText } from './comment-fields.ts';

const WHAT =
  'Changes a comment of the caller, and tells those whom it did not mention before. What it said stays in the audit.';

/** `PATCH /ai/sessions/{sessionId}/comments/{commentId}` */
export const PatchAISessionComment = operation({
  verb: 'PATCH',
  route: '/ai/sessions/{sessionId}/comments/{commentId}',
  procedure: 'comment.patch',
  summary: WHAT,
  access: systemAdministrator,
  request: dto('PatchAISessionComment', {
    namespace: 'Voice.Api.AI',
    description: WHAT,
    fields: { ...commentPath, text: commentText },
  }),
  response: AISessionCommentInfo,
});
