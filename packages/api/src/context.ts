import type { FunctionCaller, ReviewMemory } from '@ai-sessions/apply';
import type {
  Authenticator,
  CallMeter,
  HeaderReader,
  Principal,
  RecoveryThrottle,
  SignInOrigin,
  SignInThrottle,
} from '@ai-sessions/auth';
import { ApiError, type Operation, type Value } from '@ai-sessions/contract';
import type { Actor, Db, SessionFeed, SessionViewers } from '@ai-sessions/db';
import type { Outbox } from '@ai-sessions/mail';
import type { AuditKeys } from '@ai-sessions/proof';
import type { CallWatch, Transport } from './call-watch.ts';
import type { CallerLimit } from './caller-limit.ts';
import type { Gate } from './gate.ts';
import { rateLimitFields, refuseBeyond } from './limits/call-quota.ts';
import { type Precondition, preconditionOf } from './precondition.ts';
import type { RequestRecord } from './request-record.ts';
import type { RequiredFields } from './required-fields.ts';
import { type TraceContext, traceContextOf } from './trace-context.ts';

/** A request is answered after this long even when the database is silent, not counting its upload. */
const TIME_BUDGET_MS = 4_600;

/** What the procedures work with; one for the life of a process. */
export interface Services {
  readonly db: Db;
  readonly authenticator: Authenticator;
  readonly signInThrottle: SignInThrottle;
  readonly recoveryThrottle: RecoveryThrottle;
  /** Counts the calls of API keys that have a limit. */
  readonly callMeter: CallMeter;
  /** How many actions an agent may have open when its key does not say; 0 for any number. */
  readonly agentOpenProposals: number;
  /** Where e-mail goes, when it can be sent; the public URL is known then. */
  readonly outbox: Outbox | undefined;
  readonly gate: Gate;
  /** Bounds how many exports run at once: each works for as long as its client reads. */
  readonly exports: Gate;
  /** Bounds how many reviews ask functions for current values at once: each waits for others. */
  readonly reviews: Gate;
  /** What reviews have found out by asking others. */
  readonly reviewMemory: ReviewMemory;
  /** Bounds how many requests ask whose objects are at once: each waits for others. */
  readonly objectChecks: Gate;
  /** Fields that must not be empty although the API does not ask for them, by operation. */
  readonly requiredFields: RequiredFields;
  /** Whether the storage has no room left for writes. */
  readonly storageIsFull: () => boolean;
  /** How calls of functions leave the process. */
  readonly caller: FunctionCaller;
  /** Has webhooks looked after now rather than soon. */
  readonly wakeWebhooks: () => void;
  /** Encrypts what must not be readable in the database. */
  readonly seal: (text: string, purpose: string) => string;
  /** Whether a sealed text can still be read. */
  readonly opens: (sealed: string, purpose: string) => boolean;
  /** The keys that heads of the audit trail and evidence are signed with. */
  readonly auditKeys: AuditKeys;
  /** Stands for a secret where requests are compared, and does not tell it. */
  readonly mark: (text: string, purpose: string) => string;
  /** Why calls to an address would be refused, in a sentence; `undefined` for an allowed one. */
  readonly addressProblem: (url: string) => string | undefined;
  /** Why calls to an address with arguments in braces would be refused, in a sentence; `undefined` for an allowed one. */
  readonly targetProblem: (template: string) => string | undefined;
  readonly feed: SessionFeed;
  /** Who has which session open. */
  readonly viewers: SessionViewers;
  /** Bounds how many pages and programs watch sessions. */
  readonly watchers: Gate;
  /** Bounds how many of them belong to one caller. */
  readonly followers: CallerLimit;
  /** Aborted when the process is about to stop: whoever waits is answered with what is known. */
  readonly closing: AbortSignal;
  /** What applying asks for beyond the role. */
  readonly applyPolicy: ApplyPolicy;
  /** Whose proposals are checked before they are queued. */
  readonly proposals: ProposalPolicy;
  /** Days after which what waits for review is overdue; 0 for never. */
  readonly reminderDays: number;
  /** Roles that can be granted. */
  readonly roles: readonly string[];
  /** Address under which browsers reach the service, when it is configured. */
  readonly publicUrl: string | undefined;
  /** Watches the calls of operations; absent when nobody does. */
  readonly watchCall?: CallWatch | undefined;
}

/** What applying asks for beyond the role. */
export interface ApplyPolicy {
  /** Sessions are applied with the ETag of their review only. */
  readonly needsReview: boolean;
  /** Who queued or corrected an action may not apply it. */
  readonly needsSecondPerson: boolean;
}

/** Whose proposals are checked before they are queued: those of agents, all, or any are taken. */
type ProposalPolicy = 'agents' | 'checked' | 'any';

/** Where a request comes from, as a browser tells. */
export type RequestOrigin = 'same' | 'foreign' | 'notABrowser';

/** What an answer carries beside its body. A resolver fills it in, the adapter sends it. */
export interface Reply {
  /** `Set-Cookie` values. */
  cookies: readonly string[];
  /** Where to send a browser that asked for a page. */
  goTo?: string;
  /** Names the state of the record that is answered with, quotes included. */
  etag?: string;
  /** Names how far whoever follows something has come with the element that was given last, if it says so. */
  eventId?: string;
}

/** What a procedure knows about the request it serves. */
export interface Context {
  readonly services: Services;
  readonly requestId: string;
  readonly transport: Transport;
  readonly header: HeaderReader;
  /** The names of all headers, in lower case. */
  readonly headerNames: () => readonly string[];
  /** The client's address, as far as the connection and trusted proxies tell; else `unknown`. */
  readonly address: string;
  /** Where a sign-in of this request comes from. */
  readonly signInOrigin: SignInOrigin;
  readonly reply: Reply;
  /** Names in the address that the adapter does not read: no request is asked for in them. */
  readonly unknownParameters: readonly string[];
  /** Whether the call came together with others in one request. */
  readonly inBatch: boolean;
  /** What becomes of the request, where it is written down. */
  readonly record: RequestRecord | undefined;
  /** The HTTP verb, for the few operations that have several. */
  readonly verb: string | undefined;
  /** Aborted when whoever follows something has left; `undefined` for an answer that is to end by itself. */
  readonly leaving: AbortSignal | undefined;
  /**
   * Who is asking; asked for at most once a request, which counts as one call. Throws `Unauthorized` for wrong
   * credentials, `TooManyRequests` for too many calls.
   */
  readonly principal: () => Promise<Principal | undefined>;
  /** Counts calls that the request makes; the first of them is the request itself. Throws `TooManyRequests`. */
  readonly countCalls: (calls: number) => Promise<void>;
  readonly origin: RequestOrigin;
  /** The `Idempotency-Key` header, unless it is empty. */
  readonly idempotencyKey: string | undefined;
  /** The `If-Match` header. */
  readonly precondition: Precondition;
  /** Where in a trace the request was made, if it says so. */
  readonly trace: () => TraceContext | undefined;
  /** Waits for a part of the request. Throws `Timeout` when the request as a whole has taken too long. */
  readonly within: <T>(part: () => Promise<T>) => Promise<T>;
  /** The same for the part that does the work: it takes a place at the gate. Throws `Overloaded` when there is none. */
  readonly atGate: <T>(work: () => Promise<T>) => Promise<T>;
}

/** What a resolver gets: what is asked, and where to run statements. */
export interface Call<Input, Caller = Principal> {
  readonly input: Input;
  /** Who is asking. */
  readonly principal: Caller;
  /** Who answers for the changes of this call. */
  readonly by: Actor;
  readonly db: Db;
  readonly context: Context;
}

/** The call of an operation. */
export type CallOf<Op extends Operation, Caller = Principal> = Call<Value<Op['request']>, Caller>;

/** What an adapter knows about a request. */
export type RequestFacts = Pick<Context, 'requestId' | 'header' | 'address'> &
  Partial<Pick<Context, 'headerNames' | 'transport' | 'unknownParameters' | 'inBatch' | 'record'>> & {
    /** Whether access tokens of agents count: they are made for `/mcp`, and good nowhere else. */
    readonly agentTokens?: boolean;
    /** Is told of fields that the answer is to have, whatever it says. */
    readonly announce?: (fields: Readonly<Record<string, string>>) => void;
  };

/** The context of one request. */
export function createContext(
  services: Services,
  {
    requestId,
    header,
    headerNames = () => [],
    address,
    transport = 'rest',
    unknownParameters = [],
    inBatch = false,
    record,
    agentTokens = false,
    announce,
  }: RequestFacts,
): Context {
  let principal: Promise<Principal | undefined> | undefined;
  /** Calls that were counted before they were made. */
  let prepaid = 1;
  const signInOrigin: SignInOrigin = { requestId, address, userAgent: header('user-agent') };
  const within = timeBudget(TIME_BUDGET_MS);

  async function count(caller: Principal, calls: number): Promise<void> {
    const quota = await services.callMeter.count(caller, calls);
    if (!quota) return;
    announce?.(rateLimitFields(quota));
    refuseBeyond(quota);
  }

  async function authenticated(): Promise<Principal | undefined> {
    const caller = await services.authenticator.authenticate(header, signInOrigin, { agentTokens });
    if (record) record.principal = caller;
    if (caller) await count(caller, 1);
    return caller;
  }

  return {
    services,
    requestId,
    transport,
    header,
    headerNames,
    address,
    signInOrigin,
    reply: { cookies: [] },
    unknownParameters,
    inBatch,
    record,
    verb: undefined,
    leaving: undefined,
    principal() {
      principal ??= authenticated();
      return principal;
    },
    async countCalls(calls) {
      const due = calls - prepaid;
      prepaid = Math.max(0, -due);
      const caller = due > 0 ? await principal : undefined;
      if (caller) await count(caller, due);
    },
    origin: originOf(header, services.publicUrl),
    // Importers of OpenAPI documents send every header they know of, empty until it is filled in.
    idempotencyKey: header('idempotency-key') || undefined,
    precondition: preconditionOf(header('if-match')),
    trace: () => traceContextOf(header('traceparent'), header('tracestate')),
    within,
    atGate: (work) => within((expired) => takingPlace(services.gate, expired, work)),
  };
}

type Part<T> = (expired: () => boolean) => Promise<T>;

/** Spends one budget of time on several parts of a request. */
function timeBudget(budgetMs: number): <T>(part: Part<T>) => Promise<T> {
  let left = budgetMs;
  return (part) =>
    new Promise((resolve, reject) => {
      const started = performance.now();
      let expired = false;
      const timer = setTimeout(() => {
        expired = true;
        end();
        reject(new ApiError('Timeout', { retryAfter: 2 }));
      }, left);
      function end(): void {
        clearTimeout(timer);
        left = Math.max(0, left - (performance.now() - started));
      }
      part(() => expired).then(
        (result) => {
          if (!expired) end();
          resolve(result);
        },
        (error: unknown) => {
          if (!expired) end();
          reject(error);
        },
      );
    });
}

/** What has waited so long that its client was answered already is not begun. */
async function takingPlace<T>(gate: Gate, expired: () => boolean, work: () => Promise<T>): Promise<T> {
  if (!(await gate.enter())) throw new ApiError('Overloaded', { retryAfter: 1 });
  try {
    if (expired()) throw new ApiError('Timeout', { retryAfter: 2 });
    return await work();
  } finally {
    gate.leave();
  }
}

/**
 * Browsers mark what a page sends with `Sec-Fetch-Site`, `Origin` or both; a page cannot forge them. One sign of
 * another site is enough to distrust the request.
 */
function originOf(header: HeaderReader, publicUrl: string | undefined): RequestOrigin {
  const site = header('sec-fetch-site');
  const origin = header('origin');
  if (site === undefined && origin === undefined) return 'notABrowser';
  const siteIsOurs = site === undefined || site === 'same-origin' || site === 'none';
  const originIsOurs =
    origin === undefined || origin === ownOrigin(header('host'), publicUrl, site === 'same-origin' && origin);
  return siteIsOurs && originIsOurs ? 'same' : 'foreign';
}

/**
 * The origin of our pages. Without a public URL it is that of the request, over plain HTTP as we are asked; over HTTPS
 * only when the browser itself says that the page is of the same origin: then a proxy in front of us speaks it.
 */
function ownOrigin(
  host: string | undefined,
  publicUrl: string | undefined,
  vouchedFor: string | false,
): string | undefined {
  if (publicUrl !== undefined) return new URL(publicUrl).origin;
  const secure = `https://${host}`;
  return vouchedFor === secure ? secure : `http://${host}`;
}
