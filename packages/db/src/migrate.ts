import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from './log.ts';
import { type MigrationFile, readMigrations } from './migration-files.ts';

/** Names the lock that keeps several processes from migrating at once. */
const LOCK = 4_711_020_251;
const POLL_MS = 150;
const WAIT_MS = 50_000;
const FILTERS = { externalTables: [], externalEnums: [] };
const UNDEFINED_TABLE = '42P01';

interface AppliedRow {
  migration_name: string;
  checksum: string;
  finished: boolean;
}

/** A database whose schema is not what this version needs. The message says what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** What {@link migrate} works with. */
export interface MigrateOptions {
  /** Folder of the migrations. */
  readonly folder: string;
  readonly log: Log;
}

/**
 * Brings the schema of a database up to date. Several processes may do so at once: one migrates, the others wait.
 * Each migration runs in a transaction of its own file, so that a crash leaves nothing half done.
 *
 * @throws MigrationError when a migration fails, or when the database has migrations that this version lacks.
 */
export async function migrate(url: string, { folder, log }: MigrateOptions): Promise<void> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    if ((await missing(client, migrations)).length === 0) return;
    await lock(client);
    const pending = await missing(client, migrations);
    if (pending.length === 0) return;
    await forgetInterrupted(client, pending);
    await apply(url, folder, migrations);
    const left = await missing(client, migrations);
    if (left.length > 0) throw new MigrationError(`Migrations were not applied: ${left.join(', ')}.`);
    log.info({ migrations: pending }, 'migrations applied');
  } finally {
    // Ending the connection gives the lock back, whatever happened.
    await client.end().catch(() => {});
  }
}

/** Names of the migrations that a database lacks. Cheap: one small query. */
export async function pendingMigrations(
  database: Pick<pg.Pool, 'query'>,
  folder: string,
): Promise<readonly string[]> {
  return missing(database, await readMigrations(folder));
}

async function missing(
  database: Pick<pg.Pool, 'query'>,
  migrations: readonly MigrationFile[],
): Promise<string[]> {
  const applied = new Map((await appliedRows(database)).map((row) => [row.migration_name, row]));
  const unknown = [...applied.values()].filter(
    (row) => row.finished && !migrations.some(({ name }) => name === row.migration_name),
  );
  if (unknown.length > 0) {
    throw new MigrationError(
      `The database belongs to a newer version (it has the migration ${unknown[0]?.migration_name}). Start that version, or restore a backup.`,
    );
  }
  for (const { name, checksum } of migrations) {
    const row = applied.get(name);
    if (row?.finished && row.checksum !== checksum) {
      throw new MigrationError(
        `The migration ${name} was changed after it had been applied. Restore the file, or restore a backup of the database.`,
      );
    }
  }
  return migrations.map(({ name }) => name).filter((name) => !applied.get(name)?.finished);
}

async function appliedRows(database: Pick<pg.Pool, 'query'>): Promise<AppliedRow[]> {
  try {
    const { rows } = await database.query<AppliedRow>(
      `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
    );
    return rows;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === UNDEFINED_TABLE) return [];
    throw error;
  }
}

/** Polled, because a blocking wait for the lock would be a running statement that others may have to wait for. */
async function lock(client: pg.Client): Promise<void> {
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [
      LOCK,
    ]);
    if (rows[0]?.locked) return;
    if (Date.now() > deadline) {
      throw new MigrationError(
        'Another process has been migrating the database for too long. Stop it and start again.',
      );
    }
    await delay(POLL_MS);
  }
}

/**
 * A migration that was started and neither finished nor failed belongs to a process that died: its transaction
 * was rolled back, so it may run again. One that failed keeps its log and stays: a person has to look at it.
 */
async function forgetInterrupted(client: pg.Client, pending: readonly string[]): Promise<void> {
  const table = await client.query<{ exists: boolean }>(
    "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists",
  );
  if (!table.rows[0]?.exists) return;
  const { rows } = await client.query<{ migration_name: string; logs: string | null }>(
    `SELECT migration_name, logs FROM _prisma_migrations
     WHERE finished_at IS NULL AND rolled_back_at IS NULL AND migration_name = ANY($1)`,
    [pending],
  );
  const failed = rows.find(({ logs }) => logs);
  if (failed) {
    throw new MigrationError(
      `The migration ${failed.migration_name} failed earlier. Mend the cause, then mark it with 'prisma migrate resolve --rolled-back ${failed.migration_name}' and start again.`,
    );
  }
  await client.query(
    `DELETE FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL AND migration_name = ANY($1)`,
    [pending],
  );
}

async function apply(url: string, folder: string, migrations: readonly MigrationFile[]): Promise<void> {
  // Only loaded when there is something to apply: the engine weighs several megabytes.
  const { startSchemaEngine } = await import('./schema-engine.ts');
  const engine = await startSchemaEngine(url);
  try {
    await engine.applyMigrations({
      migrationsList: {
        baseDir: folder,
        lockfile: {
          path: 'migration_lock.toml',
          content: await readFile(join(folder, 'migration_lock.toml'), 'utf8'),
        },
        shadowDbInitScript: '',
        migrationDirectories: migrations.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      },
      filters: FILTERS,
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MigrationError(`A migration failed: ${reason.split('\n')[0]}`, { cause });
  } finally {
    engine.free();
  }
}
