import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { AIFunctionRisk } from '../function/ai-function-risk.ts';
import { AISessionActionState } from './ai-session-action-state.ts';
import { AISessionState } from './ai-session-state.ts';

const text = z.string().optional();

/** An argument that the title of an action leaves out. */
const ReviewArgument = dto('ReviewArgument', {
  namespace: 'Voice.Api.AI',
  description: 'An argument that the title of an action leaves out.',
  fields: {
    name: field(z.string(), { description: 'Name of the argument.', example: 'notify' }),
    value: field(z.string(), {
      description: 'Its value: text as it is, everything else as JSON.',
      example: 'true',
    }),
  },
});

/** An action as its reviewer has to see it. */
export const AISessionActionReview = dto('AISessionActionReview', {
  namespace: 'Voice.Api.AI',
  description: 'An action as its reviewer has to see it: made from its function and its real arguments.',
  fields: {
    actionId: field(z.string(), {
      description: 'The action.',
      example: '019dc3f1-22b0-7f43-a5d1-1c9e0b7a6d20',
    }),
    functionName: field(z.string(), { description: 'Function to call.', example: 'renameAccount' }),
    state: field(AISessionActionState, { description: 'Where it stands.', example: 'Queued' }),
    title: field(text, {
      description: 'What it does, made from the function and the arguments. Absent for unknown functions.',
      example: 'Rename account 019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42 to Northwind Dental Care',
    }),
    risk: field(AIFunctionRisk.optional(), {
      description: 'How much harm it can do. Absent for unknown functions.',
      example: 'Ordinary',
    }),
    furtherArguments: field(z.array(ReviewArgument.schema), {
      description: 'Arguments that the title leaves out.',
      example: [],
    }),
    arguments: field(z.string(), {
      description: 'All arguments: a JSON object as text, in canonical form (RFC 8785).',
      example: '{"accountId":"019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42","name":"Northwind Dental Care"}',
    }),
    currentValues: field(text, {
      description:
        'What the function says of the present state: JSON, as text. Absent for functions that cannot be asked.',
      example: '{"name":"Northwind Dental"}',
    }),
    request: field(text, {
      description:
        'What applying does: method, address and body of the request. Headers are named, their values are secret.',
      example: 'Changes our own data: renameAccount.',
    }),
    description: field(text, {
      description:
        'What the agent says it does, with control and direction characters made visible. Nothing checks it.',
      example: 'Rename the account to the name on the contract',
    }),
    canBeApplied: field(z.boolean(), { description: 'Whether applying would carry it out.', example: true }),
    runs: field(z.boolean(), {
      description: 'Whether applying now includes it, given what was judged.',
      example: true,
    }),
    problems: field(z.array(z.string()), {
      description: 'Why it cannot be applied, a sentence each.',
      example: [],
    }),
    demands: field(z.array(z.string()), {
      description: 'What has to be done before it is carried out, a sentence each.',
      example: [],
    }),
    needsAcceptance: field(z.boolean(), {
      description:
        'Whether a person has yet to accept it. As long as nothing is accepted, applying is refused while it waits.',
      example: false,
    }),
    needsSecondPerson: field(z.boolean(), {
      description: 'Whether whoever accepts it may neither apply it nor have queued or corrected it.',
      example: false,
    }),
    canJudge: field(z.boolean(), {
      description: 'Whether whoever reads this may judge it at all.',
      example: true,
    }),
    canAccept: field(z.boolean(), {
      description: 'Whether whoever reads this may accept it.',
      example: true,
    }),
  },
});

/** The value of an {@link AISessionActionReview}. */
export type AISessionActionReview = Value<typeof AISessionActionReview>;

/** A session opened for review. */
export const AISessionReview = dto('AISessionReview', {
  namespace: 'Voice.Api.AI',
  description:
    'A session opened for review. Apply it with the ETag in If-Match: then what was read is what runs, and what has moved since goes back to review.',
  fields: {
    sessionId: field(z.string(), {
      description: 'The session.',
      example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
    }),
    accountId: field(text, {
      description: 'Account that it works on. Absent for a session on the whole platform.',
      example: '019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42',
    }),
    accountName: field(text, { description: 'Name that the account has now.', example: 'Northwind Dental' }),
    purpose: field(text, {
      description: 'What the session is for.',
      example: 'Review the billing settings before renewal',
    }),
    state: field(AISessionState, { description: 'Where the session stands.', example: 'Open' }),
    eTag: field(z.string(), {
      description:
        'Names what was read: the actions in order with their canonical arguments, the versions of their functions and the current values shown. Send it as If-Match, quotes included.',
      example: '"3-q4mZ0T1mGxPq6w1b"',
      declaredName: 'ETag',
    }),
    confirmation: field(text, {
      description:
        'What Confirmation has to say to apply it now: the name of the account, or platform for a session without one. Absent when nothing irreversible would be carried out.',
      example: 'Northwind Dental',
    }),
    actions: field(z.array(AISessionActionReview.schema), {
      description: 'Its actions, in the order they were queued.',
      example: [],
    }),
  },
});

/** The value of an {@link AISessionReview}. */
export type AISessionReview = Value<typeof AISessionReview>;
