import { dto } from '../dto.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { AISetup } from './ai-setup.ts';

const WHAT = 'Removes what NewAIDemoData has added, and tells what there is.';

/** `DELETE /ai/demo-data` */
export const DeleteAIDemoData = operation({
  verb: 'DELETE',
  route: '/ai/demo-data',
  procedure: 'setup.removeDemoData',
  summary: WHAT,
  access: systemAdministrator,
  request: dto('DeleteAIDemoData', {
    namespace: 'Voice.Api.AI',
    description: `${WHAT} Nothing else is removed: sessions that are being applied or in which somebody has queued an action stay, and so do accounts to which something refers.`,
    fields: {},
  }),
  response: AISetup,
});
