import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newDataFolder, type RunningService, request, startService, until } from './service.ts';

let dataFolder: string;
let service: RunningService;

const start = () => startService({ DATA_DIR: dataFolder });

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
        const { body } = await service.request(`/ai/sessions/${id}`);
        // A change that was sent but not answered may have been made.
        expect([purpose, `${purpose} changed`]).toContain(body.purpose);
      }
    },
  );
});

it('lives through the death of its database: 503 meanwhile, then as before, in the same process', async () => {
  service = await start();
  const { pid } = service.process;
  await kill('database');
  let refused = 0;
  await until(async () => {
    const answer = await service.request('/ai/sessions', { json: { purpose: 'p' } });
    if (answer.status === 503) {
      refused++;
      expect(answer.body.responseStatus.errorCode).toBe('DatabaseUnavailable');
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await service.request('/healthz')).status).toBe(200);
    } else {
      expect(answer.status).toBe(200);
    }
    return refused > 0 && answer.status === 200;
  });
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
  const again = await Promise.all(Array.from({ length: 40 }, (_, key) => create(key)));
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
  service = await start();
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
