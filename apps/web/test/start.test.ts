import { spawnSync } from 'node:child_process';
import { rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ADMIN_EMAIL, basic, newDataFolder, type RunningService, startService } from './support/service.ts';

const APP = join(import.meta.dirname, '..');

function startAndFail(environment: Readonly<Record<string, string>>) {
  const { status, stderr } = spawnSync(process.execPath, ['dist/server.js'], {
    cwd: APP,
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, NODE_ENV: 'production', PORT: '0', ...environment },
  });
  return { status, lines: stderr.trim().split('\n') };
}

describe('what cannot be started', () => {
  it.each([
    [{ PORT: 'many' }, /^PORT cannot be used/],
    [{ DATABASE_URL: 'mysql://localhost/x' }, /^DATABASE_URL cannot be used/],
    [
      { DATABASE_URL: 'postgres://nobody:wrong@127.0.0.1:1/none' },
      /DATABASE_URL cannot be used.*ECONNREFUSED/,
    ],
    [{ ADMIN_PASSWORD: 'short' }, /^ADMIN_PASSWORD cannot be used/],
    [{ AUTH_SECRET: 'weak' }, /^AUTH_SECRET cannot be used/],
    [{ DATA_DIR: '/dev/null/data' }, /data folder .* cannot be used.*DATA_DIR/],
  ])('%j is said in one line', (environment, sentence) => {
    const { status, lines } = startAndFail(environment);
    expect(status).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(sentence);
  });

  it('a taken port is said in one line, and the database is not left behind', async () => {
    const other = createServer().listen(0);
    const dataFolder = await newDataFolder();
    const { port } = other.address() as AddressInfo;
    const { status, lines } = startAndFail({ PORT: String(port), DATA_DIR: dataFolder });
    other.close();
    expect([status, lines]).toEqual([1, [expect.stringContaining(`Port ${port} is taken`)]]);
    await expect(stat(join(dataFolder, 'postgres/cluster/postmaster.pid'))).rejects.toThrow();
    await rm(dataFolder, { recursive: true, force: true });
  });
});

it('makes up a password for the first administrator, shows it once, and keeps its secrets to itself', async () => {
  const dataFolder = await newDataFolder();
  const environment = { DATA_DIR: dataFolder, ADMIN_PASSWORD: '' };
  let service = await startService(environment);
  const password = /Password \(shown only now\): (\S+)/.exec(service.output())?.[1] ?? '';
  expect(password).toHaveLength(20);
  expect((await service.request('/accounts', { authorization: basic(ADMIN_EMAIL, password) })).status).toBe(
    200,
  );
  await service.stop();
  for (const secret of ['auth-secret', 'postgres/password']) {
    expect((await stat(join(dataFolder, secret))).mode & 0o777).toBe(0o600);
  }
  service = await startService(environment);
  expect(service.output()).not.toMatch(/Password/);
  expect((await service.request('/accounts', { authorization: basic(ADMIN_EMAIL, password) })).status).toBe(
    200,
  );
  await service.stop();
  await rm(dataFolder, { recursive: true, force: true });
});

it('may be started four times at once on an empty database; all answer, and all agree', async () => {
  const dataFolder = await newDataFolder();
  const services: RunningService[] = await Promise.all(
    Array.from({ length: 4 }, () => startService({ DATA_DIR: dataFolder })),
  );
  const created = await services[0]?.request('/ai/sessions', { json: { purpose: 'Seen by all' } });
  for (const service of services) {
    expect((await service.request(`/ai/sessions/${created?.body.id}`)).body).toEqual(created?.body);
  }
  // One after the other goes; the last one takes the database with it.
  for (const service of services) expect(await service.stop()).toBe(0);
  await expect(stat(join(dataFolder, 'postgres/cluster/postmaster.pid'))).rejects.toThrow();
  await rm(dataFolder, { recursive: true, force: true });
});
