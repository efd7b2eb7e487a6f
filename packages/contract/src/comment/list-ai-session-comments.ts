import { dto } from '../dto.ts';
import { listRequest, listResponse } from '../list.ts';
import { operation, proposers } from '../operation.ts';
import { AISessionCommentInfo } from './ai-session-comment-info.ts';
import { commentedSession } from './comment-fields.ts';

const WHAT = 'Returns what people have said about an AI session and its actions, newest first.';

/** `GET /ai/sessions/{sessionId}/comments` */
export const ListAISessionComments = operation({
  verb: 'GET',
  route: '/ai/sessions/{sessionId}/comments',
  procedure: 'comment.list',
  summary: WHAT,
  access: proposers,
  request: dto('ListAISessionComments', {
    namespace: 'Voice.Api.AI',
    description: WHAT,
    extends: listRequest(AISessionCommentInfo),
    fields: { ...commentedSession },
  }),
  response: listResponse(AISessionCommentInfo),
});
