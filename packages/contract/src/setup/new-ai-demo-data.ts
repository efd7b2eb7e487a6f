import { z } from 'zod';
import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { AISetup } from './ai-setup.ts';

const WHAT =
  'Adds accounts and sessions to try the service with, unless there are some, and tells what there is.';

/** `POST /ai/demo-data` */
export const NewAIDemoData = operation({
  verb: 'POST',
  route: '/ai/demo-data',
  procedure: 'setup.addDemoData',
  summary: WHAT,
  access: systemAdministrator,
  request: dto('NewAIDemoData', {
    namespace: 'Voice.Api.AI',
    description: `${WHAT} DeleteAIDemoData removes them again.`,
    fields: {
      confirmed: field(z.boolean().optional(), {
        description: 'Adds them although there are real sessions, which is refused otherwise.',
        example: true,
      }),
    },
  }),
  response: AISetup,
});
