import { z } from 'zod';
import { dto, enumeration, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { instant } from '../text.ts';
import { AISessionActionState } from './ai-session-action-state.ts';

const text = z.string().optional();

/** Where a run stands. */
export const AISessionRunState = enumeration('AISessionRunState', {
  namespace: 'Voice.Api.AI',
  description:
    'Where a run stands: Running, or ended as Applied, PartlyApplied, Failed, InDoubt, or Stopped by somebody.',
  values: ['Running', 'Applied', 'PartlyApplied', 'Failed', 'InDoubt', 'Stopped'],
});

/** One action in a run. */
const AISessionRunStep = dto('AISessionRunStep', {
  namespace: 'Voice.Api.AI',
  description: 'One action in a run.',
  fields: {
    actionId: field(z.string(), {
      description: 'The action; also the Idempotency-Key of its call.',
      example: '019dc3f1-22b0-7f43-a5d1-1c9e0b7a6d20',
    }),
    functionName: field(z.string(), { description: 'Function that is called.', example: 'renameAccount' }),
    state: field(AISessionActionState, {
      description:
        'What became of it in this run: Queued while it waits, Returned when something had moved since the review.',
      example: 'Applied',
    }),
    attempts: field(z.int(), { description: 'How many times it was called.', example: 1 }),
    status: field(z.int().optional(), { description: 'HTTP status of the last answer.', example: 200 }),
    answer: field(text, {
      description: 'Beginning of the last answer.',
      example: '{"name":"Northwind Dental Care"}',
    }),
    outcome: field(text, {
      description: 'What came of it, in a sentence.',
      example: 'Answered 200 in 84 ms.',
    }),
    dateStarted: field(text, {
      description: 'When its first call began: ISO 8601 in UTC.',
      example: '2026-03-02T09:20:40.915Z',
    }),
    dateEnded: field(text, {
      description: 'When its outcome was known: ISO 8601 in UTC.',
      example: '2026-03-02T09:20:40.999Z',
    }),
    durationMs: field(z.int().optional(), { description: 'How long the last call took.', example: 84 }),
  },
});

/** One time that a session was applied. */
export const AISessionRunInfo = dto('AISessionRunInfo', {
  namespace: 'Voice.Api.AI',
  description: 'One time that a session was applied.',
  fields: {
    id: field(z.string(), {
      description: 'Id of the run.',
      example: '019dc3f6-71c2-7f06-9e3d-5a4b3c2d1e0f',
    }),
    sessionId: field(z.string(), {
      description: 'Session that was applied.',
      example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
    }),
    number: field(z.int(), { description: 'Counts the runs of the session from 1.', example: 1 }),
    state: field(AISessionRunState, { description: 'Where it stands.', example: 'Applied' }),
    startedBy: field(z.string(), {
      description: 'E-mail address, at that moment, of whoever applied the session.',
      example: 'mara.lindqvist@example.com',
    }),
    dateStarted: field(instant, {
      description: 'When it was started: ISO 8601, UTC.',
      example: '2026-03-02T09:20:40.911Z',
    }),
    dateEnded: field(text, {
      description: 'When it ended: ISO 8601, UTC. Absent while it runs.',
      example: '2026-03-02T09:20:41.007Z',
    }),
    reviewed: field(z.boolean(), {
      description: 'Whether it was started with what the reviewer had read, by If-Match.',
      example: true,
    }),
    log: field(z.string(), {
      description: 'What it did, a line for each event.',
      example: '2026-03-02T09:20:40.911Z Run 1 started by mara.lindqvist@example.com: 1 action.',
    }),
    steps: field(z.array(AISessionRunStep.schema).optional(), {
      description: 'Its actions, in order. Absent in lists.',
      example: [],
    }),
  },
});

/** The value of an {@link AISessionRunInfo}. */
export type AISessionRunInfo = Value<typeof AISessionRunInfo>;
