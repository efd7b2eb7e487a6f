import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type RunningService, until } from './service.ts';

/** A target of actions that no call ends well with. */
export interface UnfitTarget {
  readonly url: string;
  /** Lets a service call it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Hangs up on the calls that it has let wait. */
  letGo(): void;
  stop(): Promise<void>;
}

/** Starts a target that reads a request and hangs up, at `/hang` only when it is told to. */
export async function startUnfitTarget(): Promise<UnfitTarget> {
  const waiting = new Set<Socket>();
  const server = createServer((request) => {
    request.resume();
    if (request.url === '/hang') waiting.add(request.socket);
    else request.on('end', () => request.socket.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    environment: { OUTBOUND_TARGETS: url, OUTBOUND_NETWORKS: '127.0.0.0/8' },
    letGo() {
      for (const socket of waiting) socket.destroy();
      waiting.clear();
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

let made = 0;

/** Makes a function that calls a path of the target; its name. */
export async function functionOn(
  service: RunningService,
  target: UnfitTarget,
  path: string,
): Promise<string> {
  const name = `unfit${++made}`;
  const { status, text } = await service.request('/ai/functions', {
    json: { name, title: 'Call', risk: 'Ordinary', url: target.url + path },
  });
  if (status !== 200) throw new Error(`No function was made: ${text}`);
  return name;
}

/** A purpose that every format has to escape somehow. */
export const PURPOSE = 'Ünï, "quoted" & <b>\n\t=1+1 \u{1f600}';

/** Makes a session with one action of a function. */
export async function sessionWith(
  service: RunningService,
  functionName: string,
): Promise<{ readonly sessionId: string; readonly actionId: string }> {
  const { body } = await service.request('/ai/sessions', { json: { purpose: PURPOSE } });
  const queued = await service.request(`/ai/sessions/${body.id}/actions`, { json: { functionName } });
  return { sessionId: body.id, actionId: queued.body.actions[0].id };
}

/** Makes a session whose action was called, and nobody knows what became of it. */
export async function inDoubt(service: RunningService, target: UnfitTarget) {
  const names = await sessionWith(service, await functionOn(service, target, '/cut'));
  await service.request(`/ai/sessions/${names.sessionId}/apply`, { method: 'POST' });
  return names;
}

/** Makes a session that is being applied, until the next one is or the target stops. */
export async function applying(
  service: RunningService,
  target: UnfitTarget,
): Promise<{ readonly sessionId: string; readonly runId: string }> {
  target.letGo();
  const { sessionId } = await sessionWith(service, await functionOn(service, target, '/hang'));
  const path = `/ai/sessions/${sessionId}`;
  void service.request(`${path}/apply`, { method: 'POST' }).catch(() => {});
  await until(async () => (await service.request(path)).body.actions[0].state === 'Running');
  const { body } = await service.request(`${path}/runs`);
  return { sessionId, runId: body.items[0].id };
}
