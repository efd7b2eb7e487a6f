import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { id } from '../text.ts';
import { stopFields } from './stop-fields.ts';
import { AIStopInfo } from './stop-info.ts';

/** `PATCH /ai/applying/accounts/{accountId}` */
export const PatchAIAccountStop = operation({
  verb: 'PATCH',
  route: '/ai/applying/accounts/{accountId}',
  procedure: 'applying.patchAccount',
  summary: 'Stops all applying of the sessions of an account, before the next call, or lets it go on.',
  access: systemAdministrator,
  strict: true,
  request: dto('PatchAIAccountStop', {
    namespace: 'Voice.Api.AI',
    description:
      'Stops all applying of the sessions of an account, before the next call, or lets it go on. Accounts below it are not stopped.',
    fields: {
      accountId: field(id, {
        description: 'Account to stop.',
        example: '019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42',
      }),
      ...stopFields,
    },
  }),
  response: AIStopInfo,
});
