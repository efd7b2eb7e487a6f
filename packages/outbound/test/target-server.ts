import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import {
  createOutbound,
  type Limits,
  type OutboundPolicy,
  parseNetworks,
  parseTargets,
} from '../src/index.ts';

/** Listens until the test is over, on a free port unless one is given, and returns the port. */
export async function listen(server: Server, host = '127.0.0.1', port = 0): Promise<number> {
  const sockets = new Set<Socket>();
  const remember = (socket: Socket) => {
    sockets.add(socket.on('error', () => {}));
    socket.on('close', () => sockets.delete(socket));
  };
  server.on('connection', remember);
  server.listen(port, host);
  await once(server, 'listening');
  onTestFinished(async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

/** A target that speaks HTTP. */
export const serveHttp = (listener: RequestListener, host?: string, port?: number) =>
  listen(createServer(listener), host, port);

/** A target that does as it likes with its connections. */
export const serveTcp = (listener: (socket: Socket) => void) => listen(createTcpServer(listener));

/** Outgoing calls to `target.test` on a port of this machine. */
export function outboundTo(port: number, limits: Limits = {}, policy: Partial<OutboundPolicy> = {}) {
  const origin = `http://target.test:${port}`;
  const outbound = createOutbound({
    targets: parseTargets(origin),
    allowPrivate: parseNetworks('127.0.0.1'),
    resolve: async () => ['127.0.0.1'],
    limits,
    ...policy,
  });
  onTestFinished(() => outbound.close());
  return {
    call: (path = '/', signal?: AbortSignal) =>
      outbound.call(
        { method: 'POST', url: `${origin}${path}`, headers: { 'content-type': 'text/plain' }, body: 'hello' },
        signal === undefined ? {} : { signal },
      ),
  };
}

/** A promise, and what keeps it. */
export function promised<T>(): { promise: Promise<T>; keep: (value: T) => void } {
  let keep: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => {
    keep = resolve;
  });
  return { promise, keep };
}
