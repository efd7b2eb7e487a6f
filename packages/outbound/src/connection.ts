import { type IncomingMessage, request as startRequest } from 'node:http';
import { connect as connectPlainly, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { MalformedAnswer } from './failure.ts';
import { withJoinedLengths } from './joined-lengths.ts';
import type { OutboundRequest } from './request.ts';

/** A connection for one request. */
export interface Connection {
  /** Whether there was a connection, after which the request may have been sent. */
  readonly made: boolean;
  /** Sends a request and waits for the head of its answer. */
  send(request: OutboundRequest): Promise<IncomingMessage>;
  /** Closes it, whatever it is at. */
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
  { onMade, signal }: { onMade: () => void; signal: AbortSignal },
): Connection {
  let made = false;
  let socket: Socket | undefined;
  const connect = () => {
    socket = openSocket(url, addresses);
    socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
      made = true;
      onMade();
    });
    return withJoinedLengths(socket);
  };
  const end = () => {
    const cause: unknown = signal.reason;
    socket?.destroy(cause instanceof Error ? cause : undefined);
  };
  signal.addEventListener('abort', end, { once: true });
  return {
    get made() {
      return made;
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
  const place = {
    host,
    port: url.port === '' ? (isSecure ? 443 : 80) : Number(url.port),
    lookup: answerWith(addresses),
    autoSelectFamily: true,
    // Node gives an address 250 ms, which a distant one may need for its first packet.
    autoSelectFamilyAttemptTimeout: 1_000,
    noDelay: true,
  };
  if (!isSecure) return connectPlainly(place);
  return connectSecurely({
    ...place,
    ALPNProtocols: ['http/1.1'],
    // An address is no name that could be asked for.
    servername: isIP(host) === 0 ? host : '',
    // Said here, so that no variable of the environment says otherwise.
    rejectUnauthorized: true,
  });
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
