import { type IncomingMessage, request as startRequest } from 'node:http';
import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { withMergedContentLengths } from './content-lengths.ts';
import { MalformedAnswer } from './failure.ts';
import type { OutboundRequest } from './request.ts';

/** A connection for one request. */
export interface Connection {
  /** Whether a connection was established, after which the request may have been sent. */
  readonly isConnected: boolean;
  /** Sends a request and waits for the head of its answer. */
  send(request: OutboundRequest): Promise<IncomingMessage>;
  /** Closes it, whatever it is doing. */
  end(): void;
}

/** Interim answers (100, 102, 103) that are listened to before the answer. */
const INTERIM_ANSWERS = 100;

/**
 * Prepares a connection to the host of `url` at one of `addresses`, which have been checked: no name is resolved again.
 * It is made once, when the request is there.
 */
export function connectTo(
  url: URL,
  addresses: readonly string[],
  { onConnected, signal }: { onConnected: () => void; signal: AbortSignal },
): Connection {
  let isConnected = false;
  let socket: Socket | undefined;
  const connect = () => {
    socket = openSocket(url, addresses);
    socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
      isConnected = true;
      onConnected();
    });
    return withMergedContentLengths(socket);
  };
  const end = () => {
    const cause: unknown = signal.reason;
    socket?.destroy(cause instanceof Error ? cause : undefined);
  };
  signal.addEventListener('abort', end, { once: true });
  return {
    get isConnected() {
      return isConnected;
    },
    send({ method, headers, body }) {
      signal.throwIfAborted();
      return new Promise((resolve, reject) => {
        const request = startRequest({
          method,
          path: `${url.pathname}${url.search}`,
          headers: { ...headers, host: url.host, connection: 'close', 'accept-encoding': 'identity' },
          // Without an agent: a connection is used once, and no proxy of the environment is.
          createConnection: connect,
          // Answers are read as widely as HTTP allows: nothing comes after this one that could be taken for another.
          insecureHTTPParser: true,
          maxHeaderSize: 16_384,
        });
        let interim = 0;
        request.on('information', () => {
          if (++interim > INTERIM_ANSWERS) request.destroy(new MalformedAnswer());
        });
        request.on('upgrade', (_, upgraded) => {
          upgraded.destroy();
          reject(new MalformedAnswer());
        });
        request.on('response', (answer) => {
          // Whoever reads it sees that it broke off; nobody listening would end the process.
          answer.on('error', () => {});
          resolve(answer);
        });
        request.on('error', reject);
        request.end(body);
      });
    },
    end,
  };
}

function openSocket(url: URL, addresses: readonly string[]): Socket {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isSecure = url.protocol === 'https:';
  const target = {
    host,
    port: url.port === '' ? (isSecure ? 443 : 80) : Number(url.port),
    lookup: fixedLookup(addresses),
    autoSelectFamily: true,
    // Node gives an address 250 ms, which a distant one may need for its first packet.
    autoSelectFamilyAttemptTimeout: 1_000,
    noDelay: true,
  };
  if (!isSecure) return connectTcp(target);
  return connectTls({
    ...target,
    ALPNProtocols: ['http/1.1'],
    // An address is no name that could be asked for.
    servername: isIP(host) === 0 ? host : '',
    // Said here, so that no variable of the environment says otherwise.
    rejectUnauthorized: true,
  });
}

/** A DNS lookup that always returns the same addresses. */
function fixedLookup(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_, options, callback) => {
    const [first] = all;
    if (options.all || first === undefined) callback(null, all);
    else callback(null, first.address, first.family);
  };
}
