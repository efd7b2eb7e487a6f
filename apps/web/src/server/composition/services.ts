import {
  type CallWatch,
  createCallerLimit,
  createGate,
  type RequiredFields,
  readRequiredFields,
  type Services,
} from '@ai-sessions/api';
import { createReviewMemory } from '@ai-sessions/apply';
import { createCallMeter, createRecoveryThrottle } from '@ai-sessions/auth';
import { type Configuration, ConfigurationError } from '@ai-sessions/config';
import type { SessionFeed, SessionViewers } from '@ai-sessions/db';
import type { AuditKeys } from '@ai-sessions/proof';
import type { Auth } from './auth.ts';
import type { OutboundServices } from './outbound.ts';
import type { Persistence } from './persistence.ts';

/** Exports that run at once; each takes a good part of a core. */
const EXPORTS_AT_ONCE = 4;

/** Reviews that wait for current values at once; each asks four functions at a time. */
const REVIEWS_AT_ONCE = 50;

/** Requests that ask whose objects are at once; each asks about eight at a time. */
const OBJECT_CHECKS_AT_ONCE = 50;

/** Pages and programs that follow sessions at once; each holds a connection. */
const WATCHERS_AT_ONCE = 1_000;

/** Sessions that one caller follows at once. */
const FOLLOWED_BY_ONE = 50;

interface ServiceParts {
  readonly persistence: Persistence;
  readonly auth: Auth;
  readonly outbound: OutboundServices;
  readonly auditKeys: AuditKeys;
  readonly feed: SessionFeed;
  readonly viewers: SessionViewers;
  /** Has webhooks looked after now rather than soon. */
  readonly wakeWebhooks: () => void;
  /** Aborted when the process is about to stop. */
  readonly closing: AbortSignal;
  /** Roles that can be granted. */
  readonly roles: readonly string[];
  readonly watchCall: CallWatch | undefined;
}

/**
 * What the procedures work with, with the limits of this process.
 *
 * @throws ConfigurationError
 */
export function createServices(
  configuration: Configuration,
  {
    persistence,
    auth,
    outbound,
    auditKeys,
    feed,
    viewers,
    wakeWebhooks,
    closing,
    roles,
    watchCall,
  }: ServiceParts,
): Services {
  const { db, pool } = persistence.database;
  const { caller, outbox, seal, opens, mark, addressProblem, targetProblem } = outbound;
  return {
    db,
    authenticator: auth.authenticator,
    signInThrottle: auth.signInThrottle,
    recoveryThrottle: createRecoveryThrottle(pool),
    callMeter: createCallMeter(configuration.AGENT_CALLS_PER_MINUTE),
    agentOpenProposals: configuration.AGENT_OPEN_PROPOSALS,
    outbox,
    gate: createGate(configuration.MAX_CONCURRENT_REQUESTS),
    exports: createGate(EXPORTS_AT_ONCE, 0),
    reviews: createGate(REVIEWS_AT_ONCE, 0),
    reviewMemory: createReviewMemory(),
    objectChecks: createGate(OBJECT_CHECKS_AT_ONCE, 0),
    requiredFields: requiredFieldsOf(configuration),
    storageIsFull: persistence.storageIsFull,
    caller,
    seal,
    opens,
    mark,
    auditKeys,
    addressProblem,
    targetProblem,
    feed,
    viewers,
    wakeWebhooks,
    watchers: createGate(WATCHERS_AT_ONCE, 0),
    followers: createCallerLimit(FOLLOWED_BY_ONE),
    closing,
    applyPolicy: {
      needsReview: configuration.APPLY_NEEDS_REVIEW,
      needsSecondPerson: configuration.APPLY_NEEDS_SECOND_PERSON,
    },
    proposals: configuration.PROPOSALS,
    reminderDays: configuration.REVIEW_REMINDER_DAYS,
    roles,
    publicUrl: configuration.PUBLIC_URL,
    watchCall,
  };
}

function requiredFieldsOf({ REQUIRED_FIELDS }: Configuration): RequiredFields {
  const fields = readRequiredFields(REQUIRED_FIELDS);
  if (!('unknown' in fields)) return fields;
  throw new ConfigurationError(
    `REQUIRED_FIELDS cannot be used: ${fields.unknown} is no field of an operation. Write it like NewAISession.AccountId.`,
  );
}
