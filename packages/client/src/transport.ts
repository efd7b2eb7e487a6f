import { authorizationOf } from './credentials.ts';
import { Deadline } from './deadline.ts';
import { failureOf } from './failure.ts';
import type { OperationMetadata } from './operation.ts';
import type { AnyCallOptions, ClientOptions } from './options.ts';
import { type PreparedRequest, prepare } from './request.ts';
import { isRepeatable, pause, waitAfter } from './retry.ts';

/** A call of an operation. */
export interface Call {
  readonly operation: OperationMetadata;
  readonly request: unknown;
  readonly options: AnyCallOptions;
}

/** Reads an answer of success. It stops the deadline when it has read all. */
type Reader<Value> = (response: Response, deadline: Deadline) => Promise<Value>;

/** Sends a call until there is an answer, as often as it may. */
export type Transport = <Value>(call: Call, accept: string, read: Reader<Value>) => Promise<Value>;

/**
 * Makes what sends calls.
 *
 * @throws TypeError when `baseUrl` is no address of http or https.
 */
export function createTransport(client: ClientOptions): Transport {
  const base = baseOf(client.baseUrl);
  const backoff = {
    retryDelay: client.retryDelay ?? 250,
    maximumRetryDelay: client.maximumRetryDelay ?? 30_000,
  };

  async function attempt<Value>(
    { target, verb, body }: PreparedRequest,
    headers: Headers,
    options: AnyCallOptions,
    read: Reader<Value>,
  ): Promise<Value> {
    const authorization = await authorizationOf(client);
    if (authorization !== undefined) headers.set('authorization', authorization);
    const { fetch = globalThis.fetch } = client;
    const deadline = new Deadline(options.timeout ?? client.timeout ?? 30_000, options.signal);
    try {
      const response = await fetch(base + target, {
        method: verb,
        headers,
        body,
        signal: deadline.signal,
        // A redirected POST arrives as a GET, which is another operation.
        redirect: 'error',
      });
      if (!response.ok) throw await failureOf(response);
      return await read(response, deadline);
    } catch (error) {
      deadline.stop();
      throw deadline.failure(error);
    }
  }

  return async ({ operation, request, options }, accept, read) => {
    const prepared = prepare(operation, request);
    const headers = headersOf(
      operation,
      prepared,
      accept,
      { ...client.headers, ...options.headers },
      options,
    );
    const retries = options.retries ?? client.retries ?? 2;
    for (let repetition = 0; ; repetition++) {
      options.signal?.throwIfAborted();
      try {
        return await attempt(prepared, headers, options, read);
      } catch (error) {
        const wait =
          repetition < retries ? waitAfter(error, repetition, isRepeatable(operation), backoff) : undefined;
        if (wait === undefined || options.signal?.aborted) throw error;
        await pause(wait, options.signal);
      }
    }
  };
}

/** The headers of all attempts: the same key in each is what makes a create happen once. */
function headersOf(
  operation: OperationMetadata,
  { body }: PreparedRequest,
  accept: string,
  given: Readonly<Record<string, string>>,
  options: AnyCallOptions,
): Headers {
  const { idempotencyKey, ifMatch } = options;
  if ('ifMatch' in options && ifMatch === undefined) {
    throw new TypeError(
      'ifMatch must be an etag. Leave it out to make the change whatever the record is now.',
    );
  }
  const headers = new Headers(given);
  headers.set('accept', accept);
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (ifMatch !== undefined) headers.set('if-match', ifMatch);
  if (idempotencyKey !== undefined) headers.set('idempotency-key', idempotencyKey);
  if (operation.idempotencyKey && !headers.has('idempotency-key')) headers.set('idempotency-key', newKey());
  return headers;
}

/** `crypto.randomUUID` is missing on pages that came without TLS. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The address without a slash at its end, which every target starts with. */
export function baseOf(baseUrl: string): string {
  const { protocol, origin, pathname } = new URL(baseUrl);
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw new TypeError('baseUrl must start with http:// or https://.');
  }
  return origin + pathname.replace(/\/+$/, '');
}
