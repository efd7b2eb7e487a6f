import { dto } from '../dto.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { commentPath } from './comment-fields.ts';

const WHAT = 'Removes a comment of the caller. What it said stays in the audit.';

/** `DELETE /ai/sessions/{sessionId}/comments/{commentId}` */
export const DeleteAISessionComment = operation({
  verb: 'DELETE',
  route: '/ai/sessions/{sessionId}/comments/{commentId}',
  procedure: 'comment.delete',
  summary: WHAT,
  access: systemAdministrator,
  request: dto('DeleteAISessionComment', {
    namespace: 'Voice.Api.AI',
    description: WHAT,
    fields: { ...commentPath },
  }),
  response: undefined,
});
