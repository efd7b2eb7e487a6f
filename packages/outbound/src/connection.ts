import { isIP, type LookupFunction } from 'node:net';
import { buildConnector, Client, type Dispatcher } from 'undici';
import type { OutboundRequest } from './request.ts';

/** A connection for one request. */
export interface Connection {
  /** Whether there was a connection, after which the request may have been sent. */
  readonly made: boolean;
  /** Sends a request and waits for the head of its answer. */
  send(request: OutboundRequest): Promise<Dispatcher.ResponseData>;
  /** Closes it, whatever it is at. */
  end(): void;
}

/**
 * Prepares a connection to the host of `url` at one of `addresses`, which have been checked: no name is resolved again.
 * It is made once, when the request is there; `timeout` is in milliseconds.
 */
export function connectTo(
  url: URL,
  addresses: readonly string[],
  { timeout, onMade, signal }: { timeout: number; onMade: () => void; signal: AbortSignal },
): Connection {
  const connect = buildConnector({
    allowH2: false,
    autoSelectFamily: true,
    // Node gives an address 250 ms, which a distant one may need for its first packet.
    autoSelectFamilyAttemptTimeout: 1_000,
    lookup: answerWith(addresses),
    maxCachedSessions: 0,
    // Said here, so that no variable of the environment says otherwise.
    rejectUnauthorized: true,
    // Ends an attempt that nobody waits for any longer.
    signal,
    timeout,
  });
  let attempted = false;
  let made = false;
  const client = new Client(url.origin, {
    // Time is kept by the caller, over the whole call.
    bodyTimeout: 0,
    headersTimeout: 0,
    maxHeaderSize: 16_384,
    // Asks for the connection to be closed after the answer.
    pipelining: 0,
    connect(options, callback) {
      // A client would connect again for a request that it has not written.
      if (attempted) return callback(new Error('There is one connection a call.'), null);
      attempted = true;
      connect(options, (...result) => {
        if (result[0] === null) {
          made = true;
          onMade();
        }
        callback(...result);
      });
    },
  });
  const end = () => {
    const cause: unknown = signal.reason;
    void client.destroy(cause instanceof Error ? cause : null);
  };
  signal.addEventListener('abort', end, { once: true });
  return {
    get made() {
      return made;
    },
    send({ method, headers, body }) {
      signal.throwIfAborted();
      return client.request({
        method,
        path: `${url.pathname}${url.search}`,
        headers: { ...headers, 'accept-encoding': 'identity' },
        body: body ?? null,
        signal,
      });
    },
    end,
  };
}

/** Answers every lookup with the same addresses. */
function answerWith(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_, options, callback) => {
    const [first] = all;
    if (options.all || first === undefined) callback(null, all);
    else callback(null, first.address, first.family);
  };
}
