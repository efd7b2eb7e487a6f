import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A call that a target has got. */
interface RecordedCall {
  readonly method: string;
  readonly path: string;
  /** Its `Idempotency-Key`; empty for none. */
  readonly key: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers a call; whoever never ends the response lets the caller wait. */
export type Answerer = (call: RecordedCall, response: ServerResponse) => void | Promise<void>;

/** A server that functions call. It keeps what it got, in order. */
export interface Target {
  readonly url: string;
  /** Lets a service call it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly calls: RecordedCall[];
  /** Paths of calls with a path that begins so, in order. */
  pathsBelow(start: string): string[];
  /** Answers calls from now on; with 200 and JSON unless it is set. */
  answer: Answerer;
  /** Waits until it has got this many calls. */
  called(count: number): Promise<void>;
  /** Waits until nobody is connected, and so until all that a killed process had sent has arrived. */
  left(): Promise<void>;
  stop(): Promise<void>;
}

/** Answers as a target does that has done what it was asked for. */
export const done: Answerer = (_, response) => {
  response.setHeader('content-type', 'application/json').end('{"done":true}');
};

/** Starts a target, on a port of its own unless told otherwise. */
export async function startTarget(port = 0): Promise<Target> {
  const calls: RecordedCall[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const key = String(headers['idempotency-key'] ?? '');
      const call = { method, path, key, headers, body: Buffer.concat(chunks).toString() };
      calls.push(call);
      for (const look of waiting) look();
      void target.answer(call, response);
    });
  }).listen(port, '127.0.0.1');
  const connections = new Set<Socket>();
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  await once(server, 'listening');
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const target: Target = {
    url,
    environment: { OUTBOUND_TARGETS: url, OUTBOUND_NETWORKS: '127.0.0.0/8,::1/128' },
    calls,
    pathsBelow: (start) => calls.map(({ path }) => path).filter((path) => path.startsWith(start)),
    answer: done,
    called: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (calls.length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    async left() {
      for (const socket of connections) await once(socket, 'close');
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return target;
}
