import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { AISessionRunState } from '../session/ai-session-run-info.ts';
import { instant } from '../text.ts';

const count = z.int();

/** A run as a row of a table: without its steps and its log, and with the session that was applied. */
export const AIRunRow = dto('AIRunRow', {
  namespace: 'Voice.Api.AI',
  description:
    'One time that some session was applied, as a row of a table: without its steps and its log, which GetAISessionRun returns.',
  fields: {
    id: field(z.string(), {
      description: 'Id of the run.',
      example: '019dc3f6-71c2-7f06-9e3d-5a4b3c2d1e0f',
    }),
    sessionId: field(z.string(), {
      description: 'Session that was applied.',
      example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
    }),
    purpose: field(z.string().optional(), {
      description: 'Purpose of the session, as it is now.',
      example: 'Review the billing settings before renewal',
    }),
    accountId: field(z.string().optional(), {
      description: 'Account of the session. Absent for the whole platform.',
      example: '019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42',
    }),
    accountName: field(z.string().optional(), {
      description: 'Name of this account, as it is now.',
      example: 'Northwind Dental',
    }),
    number: field(count, { description: 'Counts the runs of the session from 1.', example: 1 }),
    state: field(AISessionRunState, { description: 'Where it stands.', example: 'Applied' }),
    startedBy: field(z.string(), {
      description: 'E-mail address, at that moment, of whoever applied the session.',
      example: 'mara.lindqvist@example.com',
    }),
    reviewed: field(z.boolean(), {
      description: 'Whether it was started with what the reviewer had read, by If-Match.',
      example: true,
    }),
    dateStarted: field(instant, {
      description: 'When it was started: ISO 8601, UTC.',
      example: '2026-03-02T09:20:40.911Z',
    }),
    dateEnded: field(instant.optional(), {
      description: 'When it ended: ISO 8601, UTC. Absent while it runs.',
      example: '2026-03-02T09:20:41.007Z',
    }),
    durationMs: field(count.optional(), {
      description: 'How long it took, in milliseconds. Absent while it runs.',
      example: 96,
    }),
    steps: field(count, { description: 'How many actions it has to carry out.', example: 3 }),
    stepsApplied: field(count, { description: 'How many of them took effect.', example: 2 }),
    stepsFailed: field(count, { description: 'How many of them failed.', example: 1 }),
    stepsInDoubt: field(count, {
      description: 'How many of them may have taken effect, and nobody knew when it ended.',
      example: 0,
    }),
  },
});

/** The value of an {@link AIRunRow}. */
export type AIRunRow = Value<typeof AIRunRow>;
