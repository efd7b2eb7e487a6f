import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { unprivilegedUser } from '../embedded/system-user.ts';
import { freePort } from './free-port.ts';

const VERSIONS = '/usr/lib/postgresql';
const RETRY_MS = 20;
/** It holds nothing that has to survive. */
const SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  unix_socket_directories: '',
  listen_addresses: '127.0.0.1',
};

/**
 * For `globalSetup` of vitest: the PostgreSQL of the system, which is older than ours, is `DATABASE_URL` for all files. When
 * that names one already, it stays.
 *
 * @returns Stops it.
 */
export default async function startDebianServer(): Promise<() => Promise<void>> {
  if (process.env.DATABASE_URL) return async () => {};
  const programs = oldestPrograms();
  const folder = await mkdtemp(join(tmpdir(), 'ai-sessions-debian-'));
  await chmod(folder, 0o755);
  const data = join(folder, 'data');
  const user = unprivilegedUser();
  await mkdir(data, { mode: 0o700 });
  if (user) await chown(data, user.uid, user.gid);
  const options = { cwd: folder, ...user };
  await promisify(execFile)(
    join(programs, 'initdb'),
    [
      '--pgdata',
      data,
      '--username=tests',
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
    ],
    options,
  );
  const port = await freePort();
  const settings = Object.entries({ ...SETTINGS, port }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const server = spawn(join(programs, 'postgres'), ['-D', data, ...settings], {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  server.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const url = `postgresql://tests@127.0.0.1:${port}/postgres`;
  for (;;) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended: ${output}`);
    const version = await versionAt(url);
    if (version) {
      console.log(`These tests run on PostgreSQL ${version}.`);
      break;
    }
    await delay(RETRY_MS);
  }
  process.env.DATABASE_URL = url;
  return async () => {
    const ended = once(server, 'exit');
    // Also when something is still connected to it.
    server.kill('SIGINT');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
}

function oldestPrograms(): string {
  const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS) : [];
  const [oldest] = versions
    .filter((version) => existsSync(join(VERSIONS, version, 'bin/postgres')))
    .sort((one, other) => Number(one) - Number(other));
  if (oldest === undefined) {
    throw new Error('There is no PostgreSQL here: apt-get install --no-install-recommends postgresql');
  }
  return join(VERSIONS, oldest, 'bin');
}

async function versionAt(url: string): Promise<string | undefined> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
    return rows[0]?.server_version;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => {});
  }
}
