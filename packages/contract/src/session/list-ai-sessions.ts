import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { idFilter, listRequest, listResponse, MAXIMUM_FILTER_IDS } from '../list.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { singleLineText } from '../text.ts';
import { AISessionInfo } from './ai-session-info.ts';

/** `GET /ai/sessions` */
export const ListAISessions = operation({
  verb: 'GET',
  route: '/ai/sessions',
  procedure: 'session.list',
  summary: 'Returns AI sessions page by page, newest first.',
  access: systemAdministrator,
  request: dto('ListAISessions', {
    namespace: 'Voice.Api.AI',
    description: 'Returns AI sessions page by page, newest first.',
    extends: listRequest(AISessionInfo),
    fields: {
      accountIds: field(idFilter, {
        description: `Only sessions on these accounts (at most ${MAXIMUM_FILTER_IDS}).`,
        example: ['019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42'],
      }),
      text: field(singleLineText().optional(), {
        description: 'Only sessions whose purpose contains this text, in any case.',
        example: 'billing',
      }),
    },
  }),
  response: listResponse(AISessionInfo),
});
