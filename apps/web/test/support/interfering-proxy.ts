import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the proxy does to a request instead of passing it on; `loseAnswer` passes it on and breaks off then. */
type Interference =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  | { readonly kind: 'drop' }
  | { readonly kind: 'loseAnswer' }
  | { readonly kind: 'hang' };

/** A request as the proxy has seen it. */
interface SeenRequest {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly instant: number;
}

/** A network between client and service that can be told to fail. */
export interface InterferingProxy {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  /** Does these to the next requests, one after the other; those after them pass. Forgets what was seen. */
  plan(...interferences: readonly Interference[]): void;
  /** Settles when the next request has arrived. */
  arrival(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a proxy in front of a service. */
export async function startInterferingProxy(target: string): Promise<InterferingProxy> {
  let planned: Interference[] = [];
  let seen: SeenRequest[] = [];

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const { method, url, headers } = request;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    seen.push({ method, url, headers, instant: performance.now() });
    server.emit('seen');
    const interference = planned.shift();
    switch (interference?.kind) {
      case 'answer':
        response.writeHead(interference.status, { ...interference.headers }).end(interference.body);
        return;
      case 'drop':
        request.socket.destroy();
        return;
      case 'hang':
        return;
      case 'loseAnswer':
      case undefined: {
        const answer = await fetch(target + url, {
          method,
          headers: passedOn(Object.entries(headers)),
          body: chunks.length > 0 ? Buffer.concat(chunks) : undefined,
        });
        const body = Buffer.from(await answer.arrayBuffer());
        if (interference) {
          request.socket.destroy();
          return;
        }
        response.writeHead(answer.status, passedOn([...answer.headers])).end(body);
        return;
      }
    }
  }

  const server = createServer((request, response) => void handle(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    get seen() {
      return seen;
    },
    plan(...interferences) {
      planned = [...interferences];
      seen = [];
    },
    async arrival() {
      await once(server, 'seen');
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const OF_THE_CONNECTION = [
  'host',
  'connection',
  'keep-alive',
  'content-length',
  'content-encoding',
  'transfer-encoding',
];

function passedOn(headers: readonly (readonly [string, string | readonly string[] | undefined])[]) {
  return Object.fromEntries(
    headers.flatMap(([name, value]) =>
      value === undefined || OF_THE_CONNECTION.includes(name) ? [] : [[name, String(value)]],
    ),
  );
}
