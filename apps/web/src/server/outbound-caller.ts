import { randomBytes } from 'node:crypto';
import { addressValues, canonicalJson, type FunctionCall, type FunctionCaller } from '@ai-sessions/apply';
import type { StoredFunction } from '@ai-sessions/db';
import { type CallResult, fillUrl, type Outbound, type Vault } from '@ai-sessions/outbound';
import type { Tracing } from '@ai-sessions/telemetry/tracing';
import { redactSecrets } from './redact-secrets.ts';

/** What the calls of functions go through. */
interface CallerOptions {
  readonly outbound: Outbound;
  /** Opens the sealed values of headers. */
  readonly vault: Vault;
  /** Tells of calls. Without it, targets are told of the trace of the proposal all the same. */
  readonly tracing: Tracing | undefined;
}

/** An answer that is read by us is kept whole: that is as much as is read of any. */
const ANSWER_CHARS = 1_048_576;
const SEALED: CallResult = {
  kind: 'refused',
  reason: 'its headers cannot be decrypted; set them again',
};

type Arguments = FunctionCall['values'];
/** The values of secret headers, by name. */
type Secrets = Readonly<Record<string, string>>;

/** What a function is called with beside the request. */
interface Sending extends Pick<FunctionCall, 'fn' | 'timeoutMs'> {
  readonly secrets: Secrets;
  /** Headers of ours. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The trace that the call belongs to, when that is not the one in which it is made. */
  readonly traceParent?: string | undefined;
  readonly signal: AbortSignal;
}

/** Lets functions call their targets: fills addresses, adds secret headers, and sends through the guarded way out. */
export function outboundCaller({ outbound, vault, tracing }: CallerOptions): FunctionCaller {
  /** Makes a call with the header fields that tell its target of the trace. */
  function inTrace(
    { fn, traceParent }: Pick<Sending, 'fn' | 'traceParent'>,
    { method, url }: { readonly method: string; readonly url: string },
    send: (fields: Readonly<Record<string, string>>) => Promise<CallResult>,
  ): Promise<CallResult> {
    const sendUnlessOwn = (fields: Readonly<Record<string, string>>) => send(ownsTrace(fn) ? {} : fields);
    return tracing
      ? tracing.outgoing({ method, url, parent: traceParent }, sendUnlessOwn)
      : sendUnlessOwn(traceFields(traceParent, randomBytes(8).toString('hex')));
  }

  async function send(request: Prepared, sending: Sending): Promise<CallResult> {
    if ('problem' in request) return { kind: 'refused', reason: request.problem };
    const { method, url, body } = request;
    const { secrets, timeoutMs, signal } = sending;
    const result = await inTrace(sending, request, (fields) => {
      const headers = { ...sending.headers, ...fields };
      // Names of headers know no case: a function that sets one of ours would have both sent.
      const ours = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
      const theirs = Object.entries(secrets).filter(([name]) => !ours.has(name.toLowerCase()));
      return outbound.call(
        { method, url, body, headers: { ...Object.fromEntries(theirs), ...headers }, timeoutMs },
        { signal },
      );
    });
    // Targets that are being tried out like to tell what they were sent.
    return result.kind === 'answered'
      ? { ...result, excerpt: redactSecrets(result.excerpt, Object.values(secrets)) }
      : result;
  }

  /** What targets will be told of the trace, as far as it is known before the call. */
  function describedTrace(traceParent: string | undefined): Readonly<Record<string, string>> {
    if (traceParent === undefined && tracing) return { traceparent: '(new)' };
    return traceFields(traceParent, '(new)');
  }

  return {
    async call({ fn, values, idempotencyKey, traceParent, timeoutMs }, signal) {
      const secrets = opened(fn, vault);
      if (!secrets) return SEALED;
      const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': idempotencyKey };
      return send(requestOf(fn, values), { fn, secrets, headers, traceParent, timeoutMs, signal });
    },
    async read({ fn, values, timeoutMs }, signal) {
      const { readUrl } = fn.info;
      if (!readUrl) return undefined;
      const secrets = opened(fn, vault);
      if (!secrets) return SEALED;
      return send(filled('GET', readUrl, values), { fn, secrets, timeoutMs, signal });
    },
    async ask({ fn, url, timeoutMs }, signal) {
      const secrets = opened(fn, vault);
      if (!secrets) return SEALED;
      // Nobody is shown the answer, so that nothing in it has to be redacted.
      return inTrace({ fn }, { method: 'GET', url }, (fields) =>
        outbound.call(
          { method: 'GET', url, headers: { ...secrets, ...fields }, timeoutMs, excerptChars: ANSWER_CHARS },
          { signal },
        ),
      );
    },
    describe({ fn, values, traceParent }) {
      if (fn.info.target === 'BuiltIn')
        return `Changes our own data: ${fn.info.name} ${canonicalJson(values)}`;
      const request = requestOf(fn, values);
      if ('problem' in request) return `Nothing can be sent: ${request.problem}.`;
      const names = [
        ...fn.info.headerNames.map((name) => `${name}: (secret)`),
        'Content-Type: application/json',
        ...(ownsTrace(fn)
          ? []
          : Object.entries(describedTrace(traceParent)).map((field) => field.join(': '))),
      ];
      return [`${request.method} ${request.url}`, ...names, ...(request.body ? [request.body] : [])].join(
        '\n',
      );
    },
  };
}

/** Whether a function has a header of its own for the trace, which it keeps. */
function ownsTrace({ info }: StoredFunction): boolean {
  return info.headerNames.some((name) => name.toLowerCase() === 'traceparent');
}

/**
 * Tells the target of the trace in which its call was proposed: each call is a span of its own there. `tracestate` stays
 * here, because it is whatever the caller put into it.
 */
function traceFields(traceParent: string | undefined, spanId: string): Readonly<Record<string, string>> {
  const [version, traceId, , flags] = traceParent?.split('-') ?? [];
  return flags === undefined ? {} : { traceparent: [version, traceId, spanId, flags].join('-') };
}

/** A request, or why there can be none. */
type Prepared =
  | { readonly method: string; readonly url: string; readonly body: string | undefined }
  | { readonly problem: string };

function requestOf({ info }: StoredFunction, values: Arguments): Prepared {
  const method = info.method ?? 'POST';
  return filled(method, info.url ?? '', values, method === 'DELETE' ? undefined : canonicalJson(values));
}

function filled(method: string, template: string, values: Arguments, body?: string): Prepared {
  const result = fillUrl(template, addressValues(values));
  return result.ok ? { method, url: result.url, body } : { problem: result.message.replace(/\.$/, '') };
}

function opened({ headers }: StoredFunction, vault: Vault): Secrets | undefined {
  const entries = Object.entries(headers).map(
    ([name, sealed]) => [name, vault.open(sealed, name.toLowerCase())] as const,
  );
  if (entries.some(([, value]) => value === undefined)) return undefined;
  return Object.fromEntries(entries.map(([name, value]) => [name, value ?? '']));
}
