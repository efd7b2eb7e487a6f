import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from './service.ts';

/** A target of actions that answers when it is told to. */
export interface PatientTarget {
  readonly url: string;
  /** Lets a service call it. */
  readonly environment: Readonly<Record<string, string>>;
  /** The Idempotency-Keys of the calls that it got. */
  readonly keys: readonly (string | undefined)[];
  /** Paths below `/current` that it was asked for, which it answers at once with `{"now": …}`. */
  readonly readings: readonly string[];
  /** What it says of the present from now on. */
  now: string;
  /** Answers the oldest call that waits, as soon as there is one. */
  answer(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a target that holds every call, but for `/cut`, where it hangs up, `/fail`, where it answers 500, and what is below
 * `/current`.
 */
export async function startPatientTarget(): Promise<PatientTarget> {
  const waiting: ServerResponse[] = [];
  const keys: (string | undefined)[] = [];
  const readings: string[] = [];
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/current/')) {
      readings.push(request.url);
      response.end(JSON.stringify({ now: target.now }));
      return;
    }
    request.resume().on('end', () => {
      const key = request.headers['idempotency-key'];
      keys.push(typeof key === 'string' ? key : undefined);
      const { pathname } = new URL(request.url ?? '/', 'http://target');
      if (pathname === '/cut') request.socket.destroy();
      else if (pathname === '/fail') response.writeHead(500).end('{"error":"it broke"}');
      else waiting.push(response);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const target: PatientTarget = {
    url,
    environment: { OUTBOUND_TARGETS: url, OUTBOUND_NETWORKS: '127.0.0.0/8' },
    keys,
    readings,
    now: 'quiet',
    async answer() {
      await until(async () => waiting.length > 0);
      waiting.shift()?.end('{"done":true}');
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return target;
}
