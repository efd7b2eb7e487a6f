import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { listRequest, listResponse } from '../list.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { singleLineText } from '../text.ts';
import { AIReviewerInfo } from './ai-reviewer-info.ts';

const WHAT =
  'Returns the users who can be mentioned in comments, page by page: system administrators who are not disabled.';

/** `GET /ai/reviewers` */
export const ListAIReviewers = operation({
  verb: 'GET',
  route: '/ai/reviewers',
  procedure: 'comment.reviewers',
  summary: WHAT,
  access: systemAdministrator,
  agents: false,
  request: dto('ListAIReviewers', {
    namespace: 'Voice.Api.AI',
    description: WHAT,
    extends: listRequest(AIReviewerInfo),
    fields: {
      text: field(singleLineText().optional(), {
        description: 'Only users whose name or e-mail address contains this text, in any case.',
        example: 'mara',
      }),
    },
  }),
  response: listResponse(AIReviewerInfo),
});
