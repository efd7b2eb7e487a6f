import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { mayContact, type Network } from './addresses.ts';
import { excerptOf, readBody, retryAfterOf } from './answer.ts';
import { type Connection, connectTo } from './connection.ts';
import { contentOf } from './content.ts';
import { CallAborted, connectionFailureReason, noAnswerReason } from './failure.ts';
import { type OutboundRequest, problemOfRequest } from './request.ts';
import { hostOf, isAllowed, type Target } from './targets.ts';

/** How much a target may take of us. */
export interface Limits {
  /** Milliseconds for the whole call; 20,000 if not given. */
  readonly totalMs?: number;
  /** Milliseconds until the name is resolved and the connection is made; 10,000 if not given. */
  readonly connectMs?: number;
  /** Bytes of a body that are read; 1 MiB if not given. */
  readonly bodyBytes?: number;
  /** Code points of a body that are kept; 2,000 if not given. */
  readonly excerptChars?: number;
}

/** What may be contacted, and how. */
export interface OutboundPolicy {
  /** What may be called; see `parseTargets`. */
  readonly targets: readonly Target[];
  /** Addresses that may be contacted although they are not public; see `parseNetworks`. */
  readonly allowPrivate?: readonly Network[];
  /** All addresses of a name; the resolver of the system if not given. */
  readonly resolve?: (name: string) => Promise<readonly string[]>;
  readonly limits?: Limits;
}

/** What became of a call. Reasons are phrases for people, without secrets and addresses. */
export type CallResult =
  /** The policy does not allow it; nobody was contacted. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Nothing of the request was sent; it is safe to repeat. */
  | { readonly kind: 'notConnected'; readonly reason: string }
  /** An answer came, whatever its status. */
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** Seconds that the target asks to wait before the next call. */
      readonly retryAfter: number | undefined;
      /** The start of the body. */
      readonly excerpt: string;
      /** Whether the body has more than that, or broke off. */
      readonly truncated: boolean;
      /** Why there is no excerpt although there is a body: a phrase that goes on from "its text". */
      readonly unreadable?: string;
      readonly durationMs: number;
    }
  /** The request may have arrived. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** Makes calls that its policy allows. */
export interface Outbound {
  /** Makes one call, once. It never throws; `signal` gives it up. */
  call(request: OutboundRequest, options?: { signal?: AbortSignal }): Promise<CallResult>;
  /** Why a call of an address would be refused, as a sentence; undefined if only its name is left to resolve. */
  problem(url: string): string | undefined;
  /** Refuses further calls, and waits for those in flight. */
  close(): Promise<void>;
}

const CANCELLED = 'the call was cancelled';
const NOT_PUBLIC = 'the target is not at a public address';

/** Makes an {@link Outbound}. */
export function createOutbound(policy: OutboundPolicy): Outbound {
  const running = new Set<Promise<CallResult>>();
  let closed = false;
  return {
    async call(request, { signal } = {}) {
      const problem = problemOfAddress(request.url, policy) ?? problemOfRequest(request);
      if (problem !== undefined) return { kind: 'refused', reason: problem };
      if (closed) return { kind: 'notConnected', reason: 'no more calls are made' };
      const result = performCall(request, policy, signal);
      running.add(result);
      try {
        return await result;
      } finally {
        running.delete(result);
      }
    },
    problem(url) {
      const reason = problemOfAddress(url, policy);
      return reason === undefined ? undefined : `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
    },
    async close() {
      closed = true;
      await Promise.allSettled(running);
    },
  };
}

function problemOfAddress(address: string, { targets, allowPrivate }: OutboundPolicy): string | undefined {
  if (!URL.canParse(address)) return 'the address is not valid';
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'the address is not an http or https one';
  if (url.username !== '' || url.password !== '') return 'the address carries credentials';
  if (!isAllowed(url, targets)) return 'the target is not among those that may be called';
  const literal = ipLiteralOf(url);
  return literal !== undefined && !mayContact(literal, allowPrivate) ? NOT_PUBLIC : undefined;
}

/** Milliseconds as people read them: what is left of a longer time is no round number. */
function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}

/** The address that a URL names instead of a host. */
function ipLiteralOf(url: URL): string | undefined {
  const host = hostOf(url).replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? undefined : host;
}

async function performCall(
  request: OutboundRequest,
  policy: OutboundPolicy,
  cancel: AbortSignal | undefined,
): Promise<CallResult> {
  const started = performance.now();
  const {
    totalMs = 20_000,
    connectMs = 10_000,
    bodyBytes = 1_048_576,
    excerptChars = 2_000,
  } = policy.limits ?? {};
  const ms = Math.min(request.timeoutMs ?? totalMs, totalMs);
  const url = new URL(request.url);
  url.hostname = hostOf(url);

  const stop = new AbortController();
  const onCancel = () => stop.abort(new CallAborted(CANCELLED));
  const noConnection = (after: number) =>
    stop.abort(new CallAborted(`no connection within ${seconds(after)} s`));
  let connection: Connection | undefined;
  const connecting = setTimeout(() => noConnection(connectMs), connectMs);
  const answering = setTimeout(() => {
    if (connection?.isConnected) stop.abort(new CallAborted(`no answer within ${seconds(ms)} s`));
    else noConnection(ms);
  }, ms);
  cancel?.addEventListener('abort', onCancel);
  if (cancel?.aborted) onCancel();
  try {
    const addresses = await resolve(url, policy, stop.signal);
    if (!addresses.every((address) => mayContact(address, policy.allowPrivate)))
      return { kind: 'refused', reason: NOT_PUBLIC };
    connection = connectTo(url, addresses, {
      onConnected: () => clearTimeout(connecting),
      signal: stop.signal,
    });
    const answer = await connection.send(request);
    const body = await readBody(answer, bodyBytes);
    const content = await contentOf(body, answer.headers, bodyBytes);
    return {
      kind: 'answered',
      status: answer.statusCode ?? 0,
      retryAfter: retryAfterOf(answer.headers['retry-after']),
      ...('text' in content
        ? excerptOf(content, request.excerptChars ?? excerptChars)
        : { excerpt: '', truncated: true, ...content }),
      durationMs: Math.round(performance.now() - started),
    };
  } catch (error) {
    return connection?.isConnected
      ? { kind: 'unknown', reason: noAnswerReason(error) }
      : { kind: 'notConnected', reason: connectionFailureReason(error) };
  } finally {
    clearTimeout(connecting);
    clearTimeout(answering);
    cancel?.removeEventListener('abort', onCancel);
    connection?.end();
  }
}

/**
 * All addresses of the host.
 *
 * @throws CallAborted when there are none.
 */
async function resolve(url: URL, policy: OutboundPolicy, signal: AbortSignal): Promise<readonly string[]> {
  const literal = ipLiteralOf(url);
  if (literal !== undefined) return [literal];
  const unknown = new CallAborted('the name of the target was not found');
  const search = Promise.resolve(hostOf(url))
    .then(policy.resolve ?? lookUp)
    .catch(() => {
      throw unknown;
    });
  const addresses = await orAborted(search, signal);
  if (addresses.length === 0) throw unknown;
  return addresses;
}

async function lookUp(name: string): Promise<readonly string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}

/** Waits until the work is done or the signal aborts: a DNS lookup cannot be cancelled. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    work.then(resolve, reject);
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
