import pg from 'pg';
import { type Actor, auditText } from '../access/actor.ts';
import { isServed } from '../living-service.ts';
import type { Log } from '../log.ts';
import { applyMigration, lockMigrations, MIGRATIONS_TABLE, migrate } from '../migrate.ts';
import { type MigrationFile, readMigrations } from '../migration-files.ts';
import { BackupError, toldOf } from './backup-error.ts';
import { connected } from './connected.ts';
import type { Backup } from './folder.ts';
import type { Manifest, Partition } from './manifest.ts';
import { type Passing, readPart } from './part.ts';
import { anythingIn, type Table, tablesOf } from './tables.ts';
import { unburdened } from './unburdened.ts';

/** PostgreSQL takes a moment to notice that a restore before this one was broken off. */
const LOCK_WAIT_MS = 5_000;

/** What {@link restore} works with. */
export interface RestoreOptions extends Passing {
  /** Folder of the migrations. */
  readonly migrations: string;
  readonly log: Log;
  /**
   * Who stops all applying: what was applied since the backup would be applied again, by runs that were under way or by
   * reviewers who do not know. Without it the switch stays as it was.
   */
  readonly stopApplying: Actor | undefined;
}

const SETTINGS = `
  SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL lock_timeout = '10s';
  SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres'`;

/**
 * Fills an empty database with a backup and brings it up to date. It is one transaction: when anything fails, the
 * database is as empty as before.
 *
 * @throws BackupError with one sentence: for a database that is not empty or in use, for a backup that this version cannot
 *   read, and when the connection is lost.
 */
export async function restore(url: string, backup: Backup, options: RestoreOptions): Promise<void> {
  const { migrations: folder, log, signal } = options;
  try {
    const files = await readMigrations(folder);
    const [before, after] = divided(backup.manifest, files);
    await connected(url, { name: 'ai-sessions restore', signal }, async (client) => {
      await refuseUsed(client);
      await client.query(`BEGIN; ${SETTINGS}`);
      await client.query(MIGRATIONS_TABLE);
      for (const { sql } of before) await client.query(sql);
      await load(client, backup, options);
      for (const migration of after) await applyMigration(client, migration);
      if (options.stopApplying) await stopApplying(client, backup.manifest, options.stopApplying);
      signal?.throwIfAborted();
      // Else plans would be made for empty tables until PostgreSQL looks by itself.
      await client.query('ANALYZE');
      await client.query('COMMIT');
    });
    // The queue is made anew: runs that were under way are found by their rows.
    await migrate(url, { folder, log });
  } catch (error) {
    throw toldOf(error, backup.folder, signal);
  }
}

/** The migrations that the database of the backup had, in their order, and those that it has yet to get. */
function divided(
  { version, migrations }: Manifest,
  files: readonly MigrationFile[],
): readonly [readonly MigrationFile[], readonly MigrationFile[]] {
  const before = migrations.map(({ name, checksum }) => {
    const file = files.find((each) => each.name === name);
    if (!file) {
      throw new BackupError(
        `The backup was made by another version, ${version}, with the migration ${name} that this one lacks. Restore it with that version.`,
      );
    }
    if (file.checksum !== checksum) {
      throw new BackupError(
        `The migration ${name} was changed since the backup. Restore it with version ${version}.`,
      );
    }
    return file;
  });
  return [before, files.filter((file) => !before.includes(file))];
}

async function refuseUsed(client: pg.Client): Promise<void> {
  if (await isServed(client)) throw new BackupError('A service is using the database. Stop it first.');
  // A service that starts meanwhile waits for it.
  if (!(await lockMigrations(client, LOCK_WAIT_MS)))
    throw new BackupError('The database is being migrated: a service is starting on it.');
  const thing = await anythingIn(client);
  if (thing !== undefined) {
    throw new BackupError(
      `The database is not empty: it has ${thing}. Set DATA_DIR to a new folder or DATABASE_URL to an empty database; nothing is overwritten.`,
    );
  }
}

async function load(client: pg.Client, { folder, manifest }: Backup, options: Passing): Promise<void> {
  const tables = await tablesOf(client);
  const { parts, sequences } = manifest;
  for (const { table, columns } of parts) {
    const known = tables.find(({ name }) => name === table);
    const missing = columns.find((column) => !known?.columns.includes(column));
    if (!known || missing !== undefined) {
      throw new BackupError(
        `The backup has ${known ? `${table}.${missing}` : table}, which no migration makes.`,
      );
    }
  }
  const absent = tables.find(({ name }) => !parts.some(({ table }) => table === name));
  if (absent) throw new BackupError(`The backup lacks the table ${absent.name}.`);
  await unburdened(client, async () => {
    // Migrations have made some rows.
    await client.query(`TRUNCATE ${tables.map(({ name }) => pg.escapeIdentifier(name)).join(', ')}`);
    for (const { table, partitions } of parts) {
      const known = tables.find(({ name }) => name === table);
      if (partitions && known) await layOut(client, known, partitions);
    }
    for (const part of parts) await readPart(client, folder, part, options);
    for (const { name, value, called } of sequences) {
      await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [
        pg.escapeIdentifier(name),
        value,
        called,
      ]);
    }
  });
}

/** Gives an empty table the parts that it had: migrations make those of today, and what is kept goes by what is in them. */
async function layOut(client: pg.Client, table: Table, partitions: readonly Partition[]): Promise<void> {
  for (const { name } of table.partitions) await client.query(`DROP TABLE ${pg.escapeIdentifier(name)}`);
  for (const { name, lower, upper } of partitions) {
    await client.query('SELECT make_partition($1::regclass, $2, $3, $4)', [
      pg.escapeIdentifier(table.name),
      name,
      lower,
      upper,
    ]);
  }
}

/** The switch says why, and an event tells of it. */
async function stopApplying(client: pg.Client, { dateCreated }: Manifest, by: Actor): Promise<void> {
  await client.query(
    `UPDATE ai_applying SET stopped = true, reason = $2, date_changed = now(), changed_by = $3
     FROM audit_as($1) WHERE id = 'applying'`,
    [
      auditText(by),
      `Restored from a backup of ${dateCreated}: what was applied since then looks here as if it was not.`,
      by.userName,
    ],
  );
}
