import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { inspectProcess, readPostmaster } from '../src/embedded/postmaster.ts';
import { type EmbeddedPostgres, openDatabase, startEmbeddedPostgres } from '../src/index.ts';
import { quietLog } from './quiet-log.ts';

const folders: string[] = [];
const running = new Set<EmbeddedPostgres>();

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ai-sessions-db-'));
  // mkdtemp makes a folder that only its owner may enter.
  await chmod(folder, 0o755);
  folders.push(folder);
  return folder;
}

async function start(dataDir: string): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir, log: quietLog });
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
  const postmaster = await readPostmaster(postgres.dataDirectory);
  if (!postmaster) throw new Error('There is no server.');
  return postmaster.pid;
}

/** A process that nobody has reaped yet has ended all the same. */
async function hasEnded(postgres: EmbeddedPostgres, pid: number): Promise<boolean> {
  return ['gone', 'zombie'].includes(await inspectProcess(pid, postgres.dataDirectory));
}

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
    const orphan = await readPostmaster(join(dataDir, 'cluster'));
    const joined = await start(dataDir);
    expect(await pidOf(joined)).toBe(orphan?.pid);
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
    ['of a process that is gone', '999999'],
    ['of another program', String(process.pid)],
    ['that is garbled', 'garbage\n\n'],
  ])('starts over a lock file %s', async (_, content) => {
    const dataDir = join(await newFolder(), 'postgres');
    const first = await start(dataDir);
    await stop(first);
    await writeFile(
      join(first.dataDirectory, 'postmaster.pid'),
      `${content}\n${first.dataDirectory}\n1\n5432\n\n`,
    );
    if (content.startsWith('garbage')) await rm(join(first.dataDirectory, 'postmaster.pid'));
    expect(await query((await start(dataDir)).url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
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
