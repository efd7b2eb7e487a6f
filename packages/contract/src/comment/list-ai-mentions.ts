import { z } from 'zod';
import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { listRequest, listResponse } from '../list.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { AIMentionInfo } from './ai-mention-info.ts';

const WHAT =
  'Returns the comments that mention the caller, newest first, but for those on discarded sessions.';

/** `GET /ai/mentions` */
export const ListAIMentions = operation({
  verb: 'GET',
  route: '/ai/mentions',
  procedure: 'comment.mentions',
  summary: WHAT,
  access: systemAdministrator,
  agents: false,
  request: dto('ListAIMentions', {
    namespace: 'Voice.Api.AI',
    description: WHAT,
    extends: listRequest(AIMentionInfo),
    fields: {
      seen: field(z.boolean().optional(), {
        description: 'Only those that the caller has seen, or only those not seen yet. Left out, both.',
        example: false,
      }),
    },
  }),
  response: listResponse(AIMentionInfo),
});
