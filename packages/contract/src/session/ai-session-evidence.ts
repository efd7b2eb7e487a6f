import { z } from 'zod';
import { eventProofFields } from '../audit/audit-event-proof.ts';
import { AuditHeadInfo } from '../audit/audit-head-info.ts';
import { dto, type Value } from '../dto.ts';
import { exampleOf } from '../example.ts';
import { field } from '../field.ts';
import { instant } from '../text.ts';

const namespace = 'Voice.Api.AI';
const text = z.string().optional();
const optionalInstant = instant.optional();

const EvidentSession = dto('AISessionEvidenceSession', {
  namespace,
  description: 'A session as it stood when its evidence was made.',
  fields: {
    id: field(z.string(), {
      description: 'Id of the session.',
      example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
    }),
    accountId: field(text, {
      description: 'Account that it is about. Absent for the whole platform.',
      example: '019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42',
    }),
    accountName: field(text, { description: 'Name of this account now.', example: 'Northwind Dental' }),
    purpose: field(text, { description: 'What it is for.', example: 'Review the billing settings' }),
    state: field(z.string(), { description: 'Where it stands.', example: 'Applied' }),
    version: field(z.int(), { description: 'Counts its changes.', example: 5 }),
    discarded: field(z.boolean(), { description: 'Whether it was discarded.', example: false }),
    createdBy: field(z.string(), { description: 'Who opened it.', example: 'agent@example.com' }),
    dateCreated: field(instant, { description: 'When.', example: '2026-03-02T09:14:05.120Z' }),
  },
});

const EvidentAction = dto('AISessionEvidenceAction', {
  namespace,
  description: 'An action as it stood when evidence of its session was made.',
  fields: {
    id: field(z.string(), {
      description: 'Id of the action; the Idempotency-Key of its calls.',
      example: '019dc3f1-22b0-7f43-a5d1-1c9e0b7a6d20',
    }),
    functionName: field(z.string(), { description: 'Function that it calls.', example: 'renameAccount' }),
    arguments: field(z.string(), {
      description: 'Arguments of the call: a JSON object, as text.',
      example: '{"accountId":"019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42","name":"Northwind Dental Care"}',
    }),
    description: field(text, {
      description: 'What the agent says it does.',
      example: 'Rename the account to the name on the contract',
    }),
    createdBy: field(z.string(), { description: 'Who proposed it.', example: 'agent@example.com' }),
    dateCreated: field(instant, { description: 'When.', example: '2026-03-02T09:14:05.120Z' }),
    state: field(z.string(), { description: 'Where it stands.', example: 'Applied' }),
    reason: field(text, {
      description: 'What was said when it was judged or settled.',
      example: 'As agreed',
    }),
    judgedBy: field(text, { description: 'Who judged or settled it.', example: 'ann@example.com' }),
    dateJudged: field(optionalInstant, { description: 'When.', example: '2026-03-02T09:19:55.310Z' }),
    acceptedByUserId: field(text, {
      description: 'Who accepted it as it is.',
      example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19',
    }),
    acceptedAs: field(text, {
      description: 'How they had signed in: Person without any API key, ApiKey with one.',
      example: 'Person',
    }),
    acceptedFunction: field(text, {
      description: 'Digest of what its function did when it was accepted.',
      example: 'q1Zs0VYq3b6kqJ0m',
    }),
    title: field(text, {
      description: 'What it does, as whoever applied it was shown.',
      example: 'Rename account Northwind Dental to Northwind Dental Care',
    }),
    outcome: field(text, { description: 'What came of its last call.', example: 'Answered 200 in 84 ms.' }),
    earlierVersions: field(z.string(), {
      description: 'What it was before corrections, with who replaced it and when: a JSON list, as text.',
      example: '[]',
    }),
  },
});

const EvidentStep = dto('AISessionEvidenceStep', {
  namespace,
  description: 'The call of an action in a run.',
  fields: {
    key: field(z.string(), {
      description: 'Id of the action, which was the Idempotency-Key of the call.',
      example: '019dc3f1-22b0-7f43-a5d1-1c9e0b7a6d20',
    }),
    functionName: field(z.string(), { description: 'Function that was called.', example: 'renameAccount' }),
    functionVersion: field(z.int(), {
      description: 'Version of the function that the reviewer was shown.',
      example: 2,
    }),
    valuesDigest: field(text, {
      description: 'Digest of the current values that the reviewer was shown. Absent when there were none.',
      example: 'q1Zs0VYq3b6kqJ0m',
    }),
    state: field(z.string(), { description: 'What became of it.', example: 'Applied' }),
    attempts: field(z.int(), { description: 'How many times it was called.', example: 1 }),
    status: field(z.int().optional(), { description: 'HTTP status of the last answer.', example: 200 }),
    answer: field(text, { description: 'Beginning of the last answer.', example: '{"ok":true}' }),
    outcome: field(text, { description: 'What came of it.', example: 'Answered 200 in 84 ms.' }),
    dateStarted: field(optionalInstant, {
      description: 'When its first call began.',
      example: '2026-03-02T09:20:40.915Z',
    }),
    dateEnded: field(optionalInstant, {
      description: 'When its outcome was known.',
      example: '2026-03-02T09:20:40.999Z',
    }),
  },
});

const EvidentRun = dto('AISessionEvidenceRun', {
  namespace,
  description: 'One time that the session was applied.',
  fields: {
    id: field(z.string(), { description: 'Id of the run.', example: '019dc3f6-71c2-7f06-9e3d-5a4b3c2d1e0f' }),
    number: field(z.int(), { description: 'Counts the runs of the session from 1.', example: 1 }),
    state: field(z.string(), { description: 'Where it stands.', example: 'Applied' }),
    startedBy: field(z.string(), { description: 'Who applied the session.', example: 'ann@example.com' }),
    startedWay: field(text, { description: 'How they had signed in.', example: 'browserSession' }),
    dateStarted: field(instant, { description: 'When.', example: '2026-03-02T09:20:40.911Z' }),
    dateEnded: field(optionalInstant, { description: 'When it ended.', example: '2026-03-02T09:20:41.007Z' }),
    reviewed: field(z.boolean(), {
      description: 'Whether it was started with what the reviewer had read.',
      example: true,
    }),
    reviewTag: field(text, {
      description:
        'Names what the reviewer had read: the ETag of the review, which holds digests of the current values.',
      example: '"r3.kQ4mWf0a"',
    }),
    log: field(z.string(), {
      description: 'What it did, a line for each event.',
      example: '2026-03-02T09:20:40.911Z Run 1 started by ann@example.com: 1 action.',
    }),
    steps: field(z.array(EvidentStep.schema), { description: 'Its calls, in order.', example: [] }),
  },
});

const EvidentEvent = dto('AISessionEvidenceEvent', {
  namespace,
  description: 'An event of the audit trail, and the way from it to the head that covers it.',
  fields: {
    ...eventProofFields,
    head: field(z.int(), { description: 'Number of the head that covers it.', example: 1_207 }),
    place: field(z.int(), { description: 'Its place among the events of the head, from 0.', example: 17 }),
    path: field(z.array(z.string()), {
      description: 'Hashes that it is joined to on its way to the root of the head.',
      example: ['6b1e2f0c9d7a4e53b8f6a1c2d3e4f5061728394a5b6c7d8e9fa0b1c2d3e4f506'],
    }),
  },
});

const EvidenceKey = dto('AISessionEvidenceKey', {
  namespace,
  description: 'A key that signatures in the evidence are checked with.',
  fields: {
    id: field(z.string(), {
      description: 'SHA-256 of the public key as DER, in hexadecimal digits.',
      example: '3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea',
    }),
    publicKey: field(z.string(), {
      description: 'Ed25519 public key as PEM.',
      example:
        '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n',
    }),
  },
});

/** Evidence of a session: whatever is needed to check it without the service. */
export const AISessionEvidence = dto('AISessionEvidence', {
  namespace,
  description:
    'Evidence of a session: what was proposed, how it was judged, by whom and how they had signed in, each call with its key and answer, and the events of all this with what proves them. As JSON it is a file that npx @ai-sessions/verify checks to the byte.',
  fields: {
    format: field(z.string(), {
      description: 'Form and version of the file.',
      example: 'AI Sessions evidence 1',
    }),
    dateCreated: field(instant, { description: 'When it was made.', example: '2026-03-02T10:00:00.000Z' }),
    session: field(EvidentSession.schema, {
      description: 'The session.',
      example: EvidentSession.schema.parse(exampleOf(EvidentSession.type)),
    }),
    actions: field(z.array(EvidentAction.schema), { description: 'Its actions, in order.', example: [] }),
    runs: field(z.array(EvidentRun.schema), { description: 'Its runs, in order.', example: [] }),
    lastNumber: field(z.int(), {
      description: 'Number of its latest event.',
      example: 3,
    }),
    events: field(z.array(EvidentEvent.schema), { description: 'All its events, in order.', example: [] }),
    signIns: field(z.array(EvidentEvent.schema), {
      description:
        'For each of these events that somebody caused in a browser, how and when they had signed in there last.',
      example: [],
    }),
    heads: field(z.array(AuditHeadInfo.schema), {
      description: 'The signed heads that cover these events.',
      example: [],
    }),
    keys: field(z.array(EvidenceKey.schema), { description: 'The keys of these signatures.', example: [] }),
    keyId: field(z.string(), {
      description: 'Key that signed the evidence.',
      example: '3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea',
    }),
    signature: field(z.string(), {
      description: 'Ed25519 signature over everything before it, in hexadecimal digits.',
      example:
        'd25bf5f0595bbe24655141438e7a100bd25bf5f0595bbe24655141438e7a100bd25bf5f0595bbe24655141438e7a100bd25bf5f0595bbe24655141438e7a100b',
    }),
  },
});

/** The value of {@link AISessionEvidence}. */
export type AISessionEvidence = Value<typeof AISessionEvidence>;
