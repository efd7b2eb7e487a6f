import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { startupOptions, UNLIMITED } from './connection-settings.ts';
import { isQueuePrepared, prepareQueue } from './job-queue.ts';
import type { Log } from './log.ts';
import { type MigrationFile, migrationNames, readMigrations } from './migration-files.ts';

/** Names the lock that keeps several processes from migrating at once. */
const LOCK = 4_711_020_251;
const POLL_MS = 150;
const WAIT_MS = 50_000;
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
 * Each migration is one transaction, so that neither a failure nor a crash leaves anything half done.
 *
 * @throws MigrationError when a migration fails, or when the database has migrations that this version lacks.
 */
export async function migrate(url: string, { folder, log }: MigrateOptions): Promise<void> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client(connectionTo(url));
  client.on('error', () => {});
  await client.connect();
  try {
    if ((await missing(client, migrations)).length === 0 && (await isQueuePrepared(client))) return;
    if (!(await lockMigrations(client, WAIT_MS))) {
      throw new MigrationError(
        'Another process has been migrating the database for too long. Stop it and start again.',
      );
    }
    await client.query(MIGRATIONS_TABLE);
    const pending = await missing(client, migrations);
    for (const migration of migrations) {
      if (!pending.includes(migration.name)) continue;
      await apply(client, migration);
      log.info({ migration: migration.name }, 'migration applied');
    }
    if (!(await isQueuePrepared(client))) await makeQueue(url);
  } finally {
    // Ending the connection gives the lock back, whatever happened.
    await client.end().catch(() => {});
  }
}

/** A migration takes as long as it needs, whatever limits the role has. */
function connectionTo(url: string): pg.ClientConfig {
  return { connectionString: url, connectionTimeoutMillis: 5_000, options: startupOptions(UNLIMITED) };
}

async function makeQueue(url: string): Promise<void> {
  const pool = new pg.Pool({ ...connectionTo(url), max: 1 });
  pool.on('error', () => {});
  try {
    await prepareQueue(pool);
  } finally {
    await pool.end();
  }
}

/**
 * Names of the migrations that a database lacks. Cheap: one small query. Migrations of a newer version do not
 * matter: while versions are exchanged one by one, the older ones go on serving.
 */
export async function pendingMigrations(
  database: Pick<pg.Pool, 'query'>,
  folder: string,
): Promise<readonly string[]> {
  const [names, rows] = await Promise.all([migrationNames(folder), appliedRows(database)]);
  return names.filter((name) => !rows.some((row) => row.migration_name === name && row.finished));
}

/**
 * The migrations that a database has, in the order in which they were applied.
 *
 * @throws MigrationError when it has some that this version lacks, or that were changed.
 */
export async function appliedMigrations(
  database: Pick<pg.Pool, 'query'>,
  folder: string,
): Promise<readonly { readonly name: string; readonly checksum: string }[]> {
  await missing(database, await readMigrations(folder));
  const rows = await appliedRows(database);
  return rows.map(({ migration_name: name, checksum }) => ({ name, checksum }));
}

async function missing(
  database: Pick<pg.Pool, 'query'>,
  migrations: readonly MigrationFile[],
): Promise<string[]> {
  const rows = await appliedRows(database);
  const interrupted = rows.find((row) => !row.finished);
  if (interrupted) {
    throw new MigrationError(
      `The migration ${interrupted.migration_name} was begun by other tools and not finished. Mark it with 'prisma migrate resolve' and start again.`,
    );
  }
  const applied = new Map(rows.map((row) => [row.migration_name, row]));
  const unknown = [...applied.values()].filter(
    (row) => !migrations.some(({ name }) => name === row.migration_name),
  );
  if (unknown.length > 0) {
    throw new MigrationError(
      `The database belongs to a newer version (it has the migration ${unknown[0]?.migration_name}). Start that version, or restore a backup.`,
    );
  }
  for (const { name, checksum } of migrations) {
    const row = applied.get(name);
    if (row && row.checksum !== checksum) {
      throw new MigrationError(
        `The migration ${name} was changed after it had been applied. Restore the file, or restore a backup of the database.`,
      );
    }
  }
  return migrations.map(({ name }) => name).filter((name) => !applied.has(name));
}

async function appliedRows(database: Pick<pg.Pool, 'query'>): Promise<AppliedRow[]> {
  try {
    const { rows } = await database.query<AppliedRow>(
      `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at, migration_name`,
    );
    return rows;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === UNDEFINED_TABLE) return [];
    throw error;
  }
}

/**
 * Keeps others from migrating until the connection ends; false when somebody else does for so many milliseconds. Polled,
 * because a blocking wait for the lock would be a running statement that others may have to wait for.
 */
export async function lockMigrations(client: pg.Client, waitMs: number): Promise<boolean> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [
      LOCK,
    ]);
    if (rows[0]?.locked) return true;
    if (Date.now() > deadline) return false;
    await delay(POLL_MS);
  }
}

/** The table of `prisma migrate`, so that its tools go on working on our databases. */
export const MIGRATIONS_TABLE = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

/** A migration and the note that it was applied are one transaction: there is no state in between. */
async function apply(client: pg.Client, migration: MigrationFile): Promise<void> {
  await client.query('BEGIN');
  try {
    await applyMigration(client, migration);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

/**
 * Applies a migration in the transaction that is open.
 *
 * @throws MigrationError: the transaction cannot go on.
 */
export async function applyMigration(
  client: pg.Client,
  { name, sql, checksum }: MigrationFile,
): Promise<void> {
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES (gen_random_uuid()::text, $1, $2, clock_timestamp(), 1)`,
      [checksum, name],
    );
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MigrationError(
      `The migration ${name} failed and was rolled back: ${reason}. Fix the cause and start again.`,
      { cause },
    );
  }
}
