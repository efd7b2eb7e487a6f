import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type Answer,
  newDataFolder,
  type RunningService,
  request,
  startService,
  until,
} from './support/service.ts';

let dataFolder: string;
let service: RunningService;

const start = (environment: Readonly<Record<string, string>> = {}) =>
  startService({ DATA_DIR: dataFolder, ...environment });

async function postmasterPid(): Promise<number> {
  return Number((await readFile(join(dataFolder, 'postgres/cluster/postmaster.pid'), 'utf8')).split('\n')[0]);
}

async function kill(target: 'service' | 'database'): Promise<void> {
  if (target === 'database') {
    process.kill(await postmasterPid(), 'SIGKILL');
  } else {
    service.process.kill('SIGKILL');
    await once(service.process, 'exit');
  }
}

beforeAll(async () => {
  dataFolder = await newDataFolder();
});

afterEach(() => service.stop());
afterAll(() => rm(dataFolder, { recursive: true, force: true }));

/** What comes of a request that is sent again as long as it is told to come back later. */
async function insist(send: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await send();
    if (answer.status !== 409 && answer.status !== 503) return answer;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Writes without pause until the service is gone; returns what was acknowledged. */
async function writeUntilKilled(targets: readonly ('service' | 'database')[]): Promise<Map<string, string>> {
  const acknowledged = new Map<string, string>();
  let stop = false;
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let n = 0; !stop; n++) {
      const purpose = `writer ${writer} number ${n}`;
      try {
        const created = await service.request('/ai/sessions', { json: { purpose } });
        if (created.status !== 200) continue;
        acknowledged.set(created.body.id, purpose);
        const path = `/ai/sessions/${created.body.id}`;
        const changed = await service.request(path, {
          method: 'PATCH',
          json: { purpose: `${purpose} changed` },
        });
        if (changed.status === 200) acknowledged.set(created.body.id, `${purpose} changed`);
        // In doubt: either text may have stayed.
        else acknowledged.delete(created.body.id);
      } catch {
        return;
      }
    }
  });
  await until(async () => acknowledged.size > 150);
  for (const target of targets) await kill(target);
  stop = true;
  await Promise.all(writers);
  return acknowledged;
}

describe('an acknowledged write', () => {
  it.each([[['service']], [['database']], [['service', 'database']]] as const)(
    'survives that %j is killed',
    async (targets) => {
      service = await start();
      const acknowledged = await writeUntilKilled(targets);
      if (targets.some((target) => target === 'service')) service = await start();
      else await until(async () => (await service.request('/readyz')).status === 200);
      for (const [id, purpose] of acknowledged) {
        // That it was ready a moment ago says nothing of connections whose end has not been heard of.
        const { body } = await insist(() => service.request(`/ai/sessions/${id}`));
        // A change that was sent but not answered may have been made.
        expect([purpose, `${purpose} changed`]).toContain(body.purpose);
      }
    },
  );
});

it('lives through the death of its database: 503 meanwhile, then as before, in the same process', async () => {
  service = await start();
  const { pid } = service.process;
  const refused: Answer[] = [];
  const others = new Set<number>();
  const alive = new Set<number>();
  let killed = 0;
  await until(async () => {
    if (refused.length === 0) {
      // Whoever asks too late finds it back already: then it is killed once more.
      const database = await postmasterPid();
      if (database > 1 && database !== killed) process.kill(database, 'SIGKILL');
      killed = database;
    }
    const answer = await service.request('/ai/sessions', { json: { purpose: 'p' } });
    if (answer.status === 503) {
      refused.push(answer);
      alive.add((await service.request('/healthz')).status);
    } else {
      others.add(answer.status);
    }
    return refused.length > 0 && answer.status === 200;
  });
  for (const { body, headers } of refused) {
    expect(body.responseStatus.errorCode).toBe('DatabaseUnavailable');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect([others, alive]).toEqual([new Set([200]), new Set([200])]);
  expect(service.process.pid).toBe(pid);
  expect(service.process.exitCode).toBeNull();
});

it('keeps its promise of one session per key over a crash', async () => {
  service = await start();
  const create = (key: number) =>
    service.request('/ai/sessions', {
      json: { purpose: `key ${key}` },
      headers: { 'idempotency-key': `k${key}` },
    });
  const first = await Promise.allSettled(
    Array.from({ length: 40 }, (_, key) => {
      if (key === 20) void kill('service');
      return create(key);
    }),
  );
  await until(async () => service.process.signalCode !== null);
  service = await start();
  // What the killed process had told the database may still be under way there.
  const again = await Promise.all(Array.from({ length: 40 }, (_, key) => insist(() => create(key))));
  for (const [key, before] of first.entries()) {
    if (before.status === 'fulfilled' && before.value.status === 200) {
      expect(again[key]?.body.id).toBe(before.value.body.id);
    }
    const found = await service.request(`/ai/sessions?text=${encodeURIComponent(`key ${key}`)}&all=true`);
    expect(
      found.body.items.filter(({ purpose }: { purpose: string }) => purpose === `key ${key}`),
    ).toHaveLength(1);
  }
});

it('stops in order: announces it, fails nobody, leaves no process', async () => {
  // Long enough for everybody to hear of it on a busy machine: whoever has not may be cut off afterwards.
  service = await start({ DRAIN_SECONDS: '5' });
  const pid = await postmasterPid();
  const statuses: number[] = [];
  // A client on a kept-alive connection goes on until it is told that this server is leaving.
  const readers = Array.from({ length: 6 }, async () => {
    for (;;) {
      const { status, headers } = await service.request('/ai/sessions?countPerPage=5');
      statuses.push(status);
      if (headers.get('connection') === 'close') return;
    }
  });
  await until(async () => statuses.length > 50);
  service.process.kill('SIGTERM');
  const announced = until(async () => (await request(`${service.url}/readyz`)).status === 503);
  await Promise.all([announced, ...readers, once(service.process, 'exit')]);
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(service.process.exitCode).toBe(0);
  // It has ended by now; whoever inherited it from a server that was killed may take a moment to take note.
  await until(async () => isGone(pid));
});

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}
