import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readLockFile } from '../src/embedded/lock-file.ts';
import { inspectProcess } from '../src/embedded/postmaster.ts';
import { type EmbeddedPostgres, openDatabase, startEmbeddedPostgres } from '../src/index.ts';
import { quietLog } from '../src/testing/index.ts';

const folders: string[] = [];
const running = new Set<EmbeddedPostgres>();

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ai-sessions-db-'));
  // mkdtemp makes a folder that only its owner may enter.
  await chmod(folder, 0o755);
  folders.push(folder);
  return folder;
}

async function start(dataDir: string, port?: number): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir, log: quietLog, ...(port ? { port } : {}) });
  running.add(postgres);
  return postgres;
}

async function stop(postgres: EmbeddedPostgres): Promise<void> {
  running.delete(postgres);
  await postgres.stop();
}

async function query(url: string, text: string): Promise<unknown[]> {
  const database = openDatabase({ url, log: quietLog });
  try {
    return (await database.pool.query(text)).rows;
  } finally {
    await database.close();
  }
}

async function pidOf(postgres: EmbeddedPostgres): Promise<number> {
  const lockFile = await readLockFile(postgres.dataDirectory);
  if (!lockFile?.pid) throw new Error('There is no server.');
  return lockFile.pid;
}

/** A process that nobody has reaped yet has ended all the same. */
async function hasEnded(postgres: EmbeddedPostgres, pid: number): Promise<boolean> {
  return ['gone', 'zombie'].includes(await inspectProcess(pid, postgres.dataDirectory));
}

/** The locks of those who use a server. */
const USERS =
  "SELECT (classid::bigint << 32 | objid::bigint)::text AS key FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock' AND granted";

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await delay(20);
}

afterEach(async () => {
  for (const postgres of running) await stop(postgres);
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

describe('the embedded database', () => {
  it('keeps its data over a restart, with durable settings, and leaves no process behind', async () => {
    const dataDir = join(await newFolder(), 'postgres');
    const first = await start(dataDir);
    await query(first.url, 'CREATE TABLE kept (n int)');
    await query(first.url, 'INSERT INTO kept VALUES (42)');
    const settings = await query(
      first.url,
      "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums') ORDER BY name",
    );
    expect(settings).toEqual(
      ['data_checksums', 'fsync', 'full_page_writes', 'synchronous_commit'].map((name) => ({
        name,
        setting: 'on',
      })),
    );
    const pid = await pidOf(first);
    await stop(first);
    expect(await hasEnded(first, pid)).toBe(true);
    expect(await query((await start(dataDir)).url, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
  });

  it('joins the server that a killed process has left behind', async () => {
    const dataDir = join(await newFolder(), 'postgres');
    const starter = spawn(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', STARTER, dataDir],
      { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(starter.stdout, 'data');
    starter.kill('SIGKILL');
    await once(starter, 'exit');
    const orphan = await readLockFile(join(dataDir, 'cluster'));
    const joined = await start(dataDir);
    expect(await pidOf(joined)).toBe(orphan?.pid);
    // On a busy machine it may take long until the connections of a killed process are gone.
    await until(async () => (await query(joined.url, USERS)).length === 1);
    await stop(joined);
    expect(await hasEnded(joined, orphan?.pid ?? 0)).toBe(true);
  });

  it('starts a server that was killed again, on the same address, without ending the process', async () => {
    const postgres = await start(join(await newFolder(), 'postgres'));
    const database = openDatabase({ url: postgres.url, log: quietLog });
    await database.pool.query('SELECT 1');
    const before = await pidOf(postgres);
    process.kill(before, 'SIGKILL');
    await until(async () => !(await database.ping()));
    await until(() => database.ping());
    expect(await pidOf(postgres)).not.toBe(before);
    await database.close();
  });

  it.each([
    ['of a process that is gone', '999999\n'],
    ['of another program', `${process.pid}\n`],
    ['that is garbled', 'garbage\n'],
    ['that is empty', ''],
  ])('starts over a lock file %s', async (_, firstLine) => {
    const dataDir = join(await newFolder(), 'postgres');
    const first = await start(dataDir);
    await stop(first);
    const rest = firstLine && `${first.dataDirectory}\n1\n5432\n\n`;
    await writeFile(join(first.dataDirectory, 'postmaster.pid'), firstLine + rest);
    expect(await query((await start(dataDir)).url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it.runIf(process.platform === 'linux')('starts over the lock file of a process nobody reaps', async () => {
    const dataDir = join(await newFolder(), 'postgres');
    const first = await start(dataDir);
    await stop(first);
    // A shell that has turned into another program never reaps its child, which ends only then.
    const parent = spawn('sh', ['-c', 'exec 3<&0; (read end) <&3 & echo $!; exec sleep 600'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    try {
      const [output] = await once(parent.stdout, 'data');
      const zombie = Number(String(output));
      await until(async () => (await readFile(`/proc/${parent.pid}/cmdline`, 'utf8')).startsWith('sleep'));
      parent.stdin.end();
      await until(async () => (await inspectProcess(zombie, first.dataDirectory)) === 'zombie');
      await writeFile(
        join(first.dataDirectory, 'postmaster.pid'),
        `${zombie}\n${first.dataDirectory}\n1\n5432\n\n`,
      );
      expect(await query((await start(dataDir)).url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    } finally {
      parent.kill('SIGKILL');
      await once(parent, 'exit');
    }
  });

  it.runIf(process.platform === 'linux')('knows a server that is just being taken down', async () => {
    const folder = await newFolder();
    // Memory is what takes long to take down, in a program of one thread as PostgreSQL is.
    const program = "x=$(head -c 100000000 /dev/zero | tr '\\0' x); echo up; read y; :";
    for (let round = 0; round < 5; round++) {
      const server = spawn('/bin/sh', ['-c', program], {
        argv0: 'postgres',
        cwd: folder,
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      await once(server.stdout, 'data');
      const pid = server.pid ?? 0;
      expect(await inspectProcess(pid, folder)).toBe('ours');
      server.kill('SIGKILL');
      const kinds = new Set<string>();
      for (let kind = ''; !['gone', 'zombie'].includes(kind); kinds.add(kind)) {
        kind = await inspectProcess(pid, folder);
      }
      expect([...kinds]).not.toContain('foreign');
    }
  });

  it('keeps its port over a restart, unless another program has taken it', async () => {
    const dataDir = join(await newFolder(), 'postgres');
    const first = await start(dataDir);
    await stop(first);
    const second = await start(dataDir);
    expect(second.url).toBe(first.url);
    await stop(second);
    const squatter = createServer().listen(Number(new URL(first.url).port), '127.0.0.1');
    await once(squatter, 'listening');
    try {
      const third = await start(dataDir, Number(new URL(first.url).port));
      expect(third.url).not.toBe(first.url);
      expect(await query(third.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    } finally {
      squatter.close();
    }
  });

  it.runIf(process.platform === 'linux')('joins a server that was started by hand', async () => {
    const dataDir = join(await newFolder(), 'postgres');
    const first = await start(dataDir);
    const pid = await pidOf(first);
    const [program = '', , cluster = '', ...settings] = (await readFile(`/proc/${pid}/cmdline`, 'utf8'))
      .split('\0')
      .slice(0, -1);
    const { uid, gid } = await stat(cluster);
    await stop(first);
    const manual = spawn(program, settings, { env: { PGDATA: cluster }, uid, gid, stdio: 'ignore' });
    await until(async () => (await readLockFile(cluster))?.pid === manual.pid);
    const joined = await start(dataDir);
    expect(await pidOf(joined)).toBe(manual.pid);
    await stop(joined);
  });

  it('is shared by two users; the last one stops it', async () => {
    const dataDir = join(await newFolder(), 'postgres');
    const [first, second] = await Promise.all([start(dataDir), start(dataDir)]);
    const pid = await pidOf(first);
    await stop(first);
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await stop(second);
    expect(await hasEnded(first, pid)).toBe(true);
  });

  it('is stopped although it has not noticed yet that another user was killed', async () => {
    const postgres = await start(join(await newFolder(), 'postgres'));
    const pid = await pidOf(postgres);
    const [lock] = await query(postgres.url, USERS);
    const { key } = z.object({ key: z.string() }).parse(lock);
    const observer = openDatabase({ url: postgres.url, log: quietLog });
    const killed = new pg.Client(postgres.url);
    killed.on('error', () => {});
    await killed.connect();
    await killed.query('SELECT pg_advisory_lock_shared($1)', [key]);
    expect(await query(postgres.url, USERS)).toHaveLength(2);
    const stopping = stop(postgres);
    const isAsked =
      "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_try_advisory_lock(%' AND pid <> pg_backend_pid()";
    await Promise.race([stopping, until(async () => (await observer.pool.query(isAsked)).rows.length > 0)]);
    await killed.end();
    await observer.close();
    await stopping;
    expect(await hasEnded(postgres, pid)).toBe(true);
  });

  it('comes back for both of its users when it is killed, as one server', async () => {
    const dataDir = join(await newFolder(), 'postgres');
    const both = await Promise.all([start(dataDir), start(dataDir)]);
    const databases = both.map(({ url }) => openDatabase({ url, log: quietLog }));
    const before = await pidOf(both[0]);
    process.kill(before, 'SIGKILL');
    await until(async () => !(await databases[0]?.ping()));
    for (const database of databases) await until(() => database.ping());
    expect(await pidOf(both[0])).not.toBe(before);
    await stop(both[0]);
    // The other may not have noticed the new server yet, and then has to bring it back once more.
    await until(async () => databases[1]?.ping() ?? false);
    const pid = await pidOf(both[1]);
    for (const database of databases) await database.close();
    await stop(both[1]);
    expect(await hasEnded(both[1], pid)).toBe(true);
  });

  it('serves who starts just when the last user stops', async () => {
    const dataDir = join(await newFolder(), 'postgres');
    let current = await start(dataDir);
    for (let round = 0; round < 5; round++) {
      const [next] = await Promise.all([start(dataDir), stop(current)]);
      expect(await query(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      current = next;
    }
  });

  it('leaves no server behind when it is stopped while the server comes back', async () => {
    const postgres = await start(join(await newFolder(), 'postgres'));
    const before = await pidOf(postgres);
    process.kill(before, 'SIGKILL');
    await until(async () => ![before, undefined].includes((await readLockFile(postgres.dataDirectory))?.pid));
    const after = await pidOf(postgres);
    await stop(postgres);
    expect(await hasEnded(postgres, after)).toBe(true);
    expect(await readLockFile(postgres.dataDirectory)).toBeUndefined();
  });

  it('says so when the password does not belong to the data', async () => {
    const dataDir = join(await newFolder(), 'postgres');
    const first = await start(dataDir);
    await stop(first);
    await writeFile(join(dataDir, 'password'), 'another');
    await expect(start(dataDir)).rejects.toThrow(/does not accept the password/);
    expect(await readLockFile(first.dataDirectory)).toBeUndefined();
  });

  it('says why PostgreSQL does not start', async () => {
    const dataDir = join(await newFolder(), 'postgres');
    const first = await start(dataDir);
    await stop(first);
    await appendFile(join(first.dataDirectory, 'postgresql.conf'), "shared_buffers = 'lots'\n");
    await appendFile(join(first.dataDirectory, 'postgresql.conf'), 'no_such_setting = 1\n');
    await expect(start(dataDir)).rejects.toThrow(/does not start: .*postgresql\.conf/);
  });

  it.runIf(process.getuid?.() === 0)('refuses to begin anew when the data it had is gone', async () => {
    const locked = join(await newFolder(), 'locked');
    await mkdir(locked, { mode: 0o700 });
    const dataDir = join(locked, 'postgres');
    const first = await start(dataDir);
    const place = (await readFile(join(dataDir, 'location'), 'utf8')).trim();
    await stop(first);
    await rm(place, { recursive: true });
    await expect(start(dataDir)).rejects.toThrow(/no longer there; put it back, or delete/);
  });

  it.runIf(process.getuid?.() === 0)(
    'finds a place when its user cannot enter the folder, and finds it again',
    async () => {
      const locked = join(await newFolder(), 'locked');
      await mkdir(locked, { mode: 0o700 });
      const dataDir = join(locked, 'postgres');
      const first = await start(dataDir);
      const place = (await readFile(join(dataDir, 'location'), 'utf8')).trim();
      folders.push(place);
      expect(first.dataDirectory.startsWith(place)).toBe(true);
      await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS n');
      await stop(first);
      expect(await query((await start(dataDir)).url, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
    },
  );

  it('says what to do about a folder that cannot be made', async () => {
    await expect(start('/proc/none/postgres')).rejects.toThrow(/cannot be used .* set DATA_DIR/);
    const file = join(await newFolder(), 'file');
    await writeFile(file, '');
    await expect(start(join(file, 'postgres'))).rejects.toThrow(/cannot be used .* set DATA_DIR/);
  });
});

const STARTER = `
  import { startEmbeddedPostgres } from '${new URL('../src/index.ts', import.meta.url).href}';
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  await startEmbeddedPostgres({ dataDir: process.argv[1], log });
  console.log('started');
  setInterval(() => {}, 1000);
`;
