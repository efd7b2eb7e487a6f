import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { AIFunctionRisk } from '../function/ai-function-risk.ts';
import { AISessionActionState } from './ai-session-action-state.ts';
import { AISessionActionVersion } from './ai-session-action-version.ts';

const text = z.string().optional();

/** A change that an agent proposes: the call of a function. */
export const AISessionActionInfo = dto('AISessionActionInfo', {
  namespace: 'Voice.Api.AI',
  description:
    'A change that an agent proposes: the call of a function. It takes effect when the session is applied.',
  fields: {
    date: field(text, {
      description: 'When it was queued: ISO 8601 in UTC.',
      example: '2026-03-02T09:14:05.120Z',
    }),
    id: field(text, {
      description: 'Identifies the action in its session.',
      example: '019dc3f1-22b0-7f43-a5d1-1c9e0b7a6d20',
    }),
    functionName: field(text, { description: 'Function to call.', example: 'renameAccount' }),
    arguments: field(text, {
      description: 'Arguments of the call: a JSON object, as text.',
      example: '{"accountId":"019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42","name":"Northwind Dental Care"}',
    }),
    description: field(text, {
      description: 'What the agent says it does. Nothing checks it: Title says what will happen.',
      example: 'Rename the account to the name on the contract',
    }),
    canBeApplied: field(z.boolean().optional(), {
      description:
        'Whether applying the session would carry it out as things are now: its function is known and enabled, its arguments are valid and stay inside the account of the session, and it was not applied or refused. Demands says what has to be done first.',
      example: false,
    }),
    state: field(AISessionActionState.optional(), { description: 'Where it stands.', example: 'Applied' }),
    title: field(text, {
      description: 'What it does, made from the function and the arguments. Absent for unknown functions.',
      example: 'Rename account 019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42 to Northwind Dental Care',
    }),
    risk: field(AIFunctionRisk.optional(), {
      description: 'How much harm it can do. Absent for unknown functions.',
      example: 'Ordinary',
    }),
    problems: field(z.array(z.string()).optional(), {
      description: 'Why it cannot be applied, a sentence each. Absent when there is nothing.',
      example: ['The function is switched off.'],
    }),
    demands: field(z.array(z.string()).optional(), {
      description:
        'What has to be done before it is carried out, because its function can do harm: a sentence each. Absent when there is nothing.',
      example: ['A person has to accept it, without an API key.'],
    }),
    reason: field(text, {
      description: 'What was said when it was judged or settled.',
      example: 'The contract says so',
    }),
    judgedBy: field(text, {
      description: 'E-mail address, at that moment, of whoever judged or settled it.',
      example: 'mara.lindqvist@example.com',
    }),
    dateJudged: field(text, {
      description: 'When it was judged or settled: ISO 8601 in UTC.',
      example: '2026-03-02T09:19:55.310Z',
    }),
    outcome: field(text, {
      description: 'What came of its last call, in a sentence.',
      example: 'Answered 200 in 84 ms.',
    }),
    earlierVersions: field(z.array(AISessionActionVersion.schema).optional(), {
      description: 'What it was before corrections, oldest first. Absent when nobody corrected it.',
      example: [],
    }),
    mayBeDoneTwice: field(z.boolean().optional(), {
      description:
        'Whether it failed and may have taken effect all the same, at a target that honours no keys: it is not carried out again until somebody settled it or accepted it anew. Absent when it cannot be.',
      example: false,
    }),
    traceId: field(text, {
      description: 'Trace in which it was proposed: 32 hexadecimal digits. Absent when the call named none.',
      example: '4bf92f3577b34da6a3ce929d0e0e4736',
    }),
    traceParent: field(text, {
      description:
        'The traceparent of the call that proposed it (W3C Trace Context). Absent when it had none.',
      example: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    }),
    traceState: field(text, {
      description: 'The tracestate beside it, if it was valid and has 512 characters or fewer.',
      example: 'congo=t61rcWkgMzE',
    }),
  },
});

/** The value of an {@link AISessionActionInfo}. */
export type AISessionActionInfo = Value<typeof AISessionActionInfo>;
