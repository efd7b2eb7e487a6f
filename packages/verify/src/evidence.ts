import { EVENT } from './event.ts';
import { boolean, hex, instant, int, list, object, optional, text, type ValueOf, write } from './form.ts';
import { HEAD } from './head.ts';

/** What evidence says it is; another form will say something else. */
export const EVIDENCE_FORMAT = 'AI Sessions evidence 1';

/** An event, and the way from it to the head that covers it. */
export const COVERED_EVENT = object({
  ...EVENT.members,
  /** Number of the head. */
  head: int,
  /** Its place among the events of the head, from 0. */
  place: int,
  /** What it is joined to on its way up. */
  path: list(hex(32)),
});

/** The value of a {@link COVERED_EVENT}. */
export type CoveredEvent = ValueOf<typeof COVERED_EVENT>;

const SESSION = object({
  id: text,
  accountId: optional(text),
  accountName: optional(text),
  purpose: optional(text),
  state: text,
  version: int,
  discarded: boolean,
  createdBy: text,
  dateCreated: instant,
});

const ACTION = object({
  id: text,
  functionName: text,
  arguments: text,
  description: optional(text),
  createdBy: text,
  dateCreated: instant,
  state: text,
  reason: optional(text),
  judgedBy: optional(text),
  dateJudged: optional(instant),
  acceptedByUserId: optional(text),
  acceptedAs: optional(text),
  acceptedFunction: optional(text),
  title: optional(text),
  outcome: optional(text),
  earlierVersions: text,
});

const STEP = object({
  key: text,
  functionName: text,
  functionVersion: int,
  valuesDigest: optional(text),
  state: text,
  attempts: int,
  status: optional(int),
  answer: optional(text),
  outcome: optional(text),
  dateStarted: optional(instant),
  dateEnded: optional(instant),
});

const RUN = object({
  id: text,
  number: int,
  state: text,
  startedBy: text,
  startedWay: optional(text),
  dateStarted: instant,
  dateEnded: optional(instant),
  reviewed: boolean,
  reviewTag: optional(text),
  log: text,
  steps: list(STEP),
});

/** Evidence of a session: one file that holds whatever is needed to check it. */
export const EVIDENCE = object({
  format: text,
  dateCreated: instant,
  session: SESSION,
  actions: list(ACTION),
  runs: list(RUN),
  /** How many events the session has had; those that the file lacks at the beginning are from before it was kept. */
  lastNumber: int,
  events: list(COVERED_EVENT),
  /** The latest sign-in of each browser session before a verdict, as events of their own. */
  signIns: list(COVERED_EVENT),
  heads: list(HEAD),
  keys: list(object({ id: hex(32), publicKey: text })),
  keyId: hex(32),
  signature: hex(64),
});

/** The value of {@link EVIDENCE}. */
export type Evidence = ValueOf<typeof EVIDENCE>;

const { signature: _, ...SIGNED } = EVIDENCE.members;

/** What is signed of evidence: all of it but the signature. */
export function textOfEvidence(evidence: Omit<Evidence, 'signature'>): string {
  return write(object(SIGNED), evidence);
}
