import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createStorageGuard, openDatabase, startEmbeddedPostgres } from '../src/index.ts';
import { quietLog } from '../src/testing/index.ts';

/** Below what the guard keeps back, and above what the database needs to go on. */
const LEFT_BYTES = 40 * 1_048_576;

/** A small file system of its own can be made by root only, and not in every container. */
function mount(folder: string): boolean {
  try {
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=300m,mode=755', 'tmpfs', folder], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(20);
}

it('tells a folder with room from one without', async () => {
  const roomy = createStorageGuard({ directory: tmpdir(), log: quietLog, reserve: 0 });
  const full = createStorageGuard({
    directory: tmpdir(),
    log: { ...quietLog, error() {} },
    reserve: Number.MAX_SAFE_INTEGER,
  });
  await until(() => full.isFull());
  expect(roomy.isFull()).toBe(false);
  roomy.close();
  full.close();
});

it('says that storage is full early enough for reads to go on, and when there is room again', async ({
  skip,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'ai-sessions-storage-'));
  await chmod(folder, 0o755);
  if (!mount(folder)) {
    await rm(folder, { recursive: true });
    skip('no file system can be mounted here');
  }
  try {
    const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: quietLog });
    const database = openDatabase({ url: postgres.url, log: quietLog });
    const guard = createStorageGuard({ directory: folder, log: { ...quietLog, error() {} } });
    const ballast = join(folder, 'ballast');
    await database.pool.query('CREATE TABLE filled (line text)');
    await writeFile(ballast, Buffer.alloc((await freeBytes(folder)) - LEFT_BYTES));
    await until(() => guard.isFull());
    expect((await database.pool.query('SELECT count(*)::int AS lines FROM filled')).rows).toEqual([
      { lines: 0 },
    ]);
    await rm(ballast);
    await until(() => !guard.isFull());
    await database.pool.query("INSERT INTO filled VALUES ('room')");
    guard.close();
    await database.close();
    await postgres.stop();
  } finally {
    execFileSync('/bin/umount', ['-l', folder]);
    await rm(folder, { recursive: true, force: true });
  }
});
