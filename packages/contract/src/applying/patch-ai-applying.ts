import { z } from 'zod';
import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { multilineText } from '../text.ts';
import { AIApplyingInfo } from './applying-info.ts';

/** `PATCH /ai/applying` */
export const PatchAIApplying = operation({
  verb: 'PATCH',
  route: '/ai/applying',
  procedure: 'applying.patch',
  summary: 'Stops all applying at once, in every process, or lets it go on.',
  access: systemAdministrator,
  preconditions: true,
  strict: true,
  request: dto('PatchAIApplying', {
    namespace: 'Voice.Api.AI',
    description: 'Stops all applying at once, in every process, or lets it go on.',
    fields: {
      stopped: field(z.boolean(), { description: 'Whether all applying is stopped.', example: true }),
      reason: field(multilineText(2_000).optional(), {
        description: 'Why, for whoever wants to apply: at most 2,000 characters.',
        example: 'Billing is being moved',
      }),
    },
  }),
  response: AIApplyingInfo,
});
