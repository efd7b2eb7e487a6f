import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createStorageGuard, openDatabase, startEmbeddedPostgres } from '../src/index.ts';
import { quietLog } from '../src/testing/index.ts';

const MEBIBYTE = 1_048_576;

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
    await database.pool.query('CREATE TABLE filled (line text)');
    while (!guard.isFull()) {
      await database.pool.query("INSERT INTO filled SELECT repeat('x', 1000) FROM generate_series(1, 1000)");
    }
    expect((await database.pool.query('SELECT 1 AS one FROM filled LIMIT 1')).rows).toEqual([{ one: 1 }]);
    await database.pool.query('TRUNCATE filled');
    await database.pool.query('CHECKPOINT');
    const ballast = join(folder, 'ballast');
    await writeFile(ballast, Buffer.alloc(200 * MEBIBYTE)).catch(() => {});
    await until(() => guard.isFull());
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
