import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';

const text = z.string().optional();

/** Whether sessions may be applied at all. */
export const AIApplyingInfo = dto('AIApplyingInfo', {
  namespace: 'Voice.Api.AI',
  description: 'Whether sessions may be applied at all: the switch that stops everything.',
  fields: {
    stopped: field(z.boolean(), { description: 'Whether all applying is stopped.', example: false }),
    reason: field(text, {
      description: 'Why it was stopped or let go on.',
      example: 'Billing is being moved',
    }),
    dateChanged: field(text, {
      description: 'When that was decided: ISO 8601 in UTC. Absent when it never was.',
      example: '2026-03-02T09:14:05.120Z',
    }),
    changedBy: field(text, {
      description: 'E-mail address, at that moment, of whoever decided it.',
      example: 'mara.lindqvist@example.com',
    }),
  },
});

/** The value of an {@link AIApplyingInfo}. */
export type AIApplyingInfo = Value<typeof AIApplyingInfo>;
