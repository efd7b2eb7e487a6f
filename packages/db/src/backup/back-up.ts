import pg from 'pg';
import { appliedMigrations } from '../migrate.ts';
import { BackupError } from './backup-error.ts';
import { connected } from './connected.ts';
import { type Backup, makeBackup } from './folder.ts';
import { FORMAT, FORMAT_VERSION, type Manifest, type Part } from './manifest.ts';
import { type Passing, writePart } from './part.ts';
import { sequencesOf, type Table, tablesOf } from './tables.ts';

/** What {@link backUp} works with. */
export interface BackupOptions extends Passing {
  /** The folder to make. */
  readonly folder: string;
  /** Folder of the migrations: a database that has others is not backed up. */
  readonly migrations: string;
  /** Version of the service. */
  readonly version: string;
  /** Whether hashes of passwords, keys and whatever else lets somebody in are in it. */
  readonly withSecrets: boolean;
  /** Stands for the AUTH_SECRET; kept with secrets only. */
  readonly secretFingerprint?: string | undefined;
  /** Told about how many rows there will be. */
  readonly onBegin?: (estimatedRows: number) => void;
}

/** For one transaction, so that it also holds behind a pooler. Text is the same whatever the settings of the server are. */
const SETTINGS = `
  SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL lock_timeout = '10s';
  SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres';
  SET LOCAL extra_float_digits = 3; SET LOCAL bytea_output = 'hex'`;

/**
 * Copies a database as it is at one moment, while others go on writing. Whatever was committed before it begins is in the
 * copy, what is committed later is not, and of no transaction there is a part.
 *
 * @throws BackupError with one sentence; MigrationError for a database that is not of this version or an earlier one.
 */
export function backUp(url: string, options: BackupOptions): Promise<Backup> {
  const { folder, signal } = options;
  return makeBackup(folder, signal, (draft) =>
    connected(url, { name: 'ai-sessions backup', signal }, (client) => copyInto(client, draft, options)),
  );
}

async function copyInto(client: pg.Client, draft: string, options: BackupOptions): Promise<Manifest> {
  const { version, withSecrets, secretFingerprint, signal } = options;
  const known = await tablesOf(client);
  if (known.length === 0) throw new BackupError('The database is empty: there is nothing to back up.');
  await client.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${SETTINGS}`);
  // Before the first row is read: who changed a table in between would empty it for those who look at an earlier moment.
  await client.query(
    `LOCK TABLE ${known.map(({ name }) => pg.escapeIdentifier(name)).join(', ')} IN ACCESS SHARE MODE`,
  );
  const { rows } = await client.query<{ now: Date; postgresql: string }>(
    "SELECT clock_timestamp() AS now, current_setting('server_version') AS postgresql",
  );
  const [at] = rows;
  if (!at) throw new Error('PostgreSQL did not say what time it is.');
  const tables = await tablesOf(client);
  if (namesOf(tables) !== namesOf(known)) {
    throw new BackupError('The database was being migrated. Try again when that is done.');
  }
  const migrations = await appliedMigrations(client, options.migrations);
  options.onBegin?.(tables.reduce((sum, { estimatedRows }) => sum + estimatedRows, 0));
  const parts: Part[] = [];
  for (const table of tables) {
    signal?.throwIfAborted();
    parts.push(await writePart(client, draft, table, options));
  }
  return {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    version,
    postgresql: at.postgresql,
    dateCreated: at.now.toISOString(),
    withSecrets,
    ...(withSecrets && secretFingerprint ? { secretFingerprint } : {}),
    migrations: [...migrations],
    sequences: await readSequences(client),
    parts,
  };
}

/** A sequence is ahead of all rows that have a number of it; it does not go back with a transaction. */
async function readSequences(client: pg.Client): Promise<Manifest['sequences']> {
  const sequences: Manifest['sequences'] = [];
  for (const name of await sequencesOf(client)) {
    const { rows } = await client.query<{ value: string; called: boolean }>(
      `SELECT last_value::text AS value, is_called AS called FROM ${pg.escapeIdentifier(name)}`,
    );
    sequences.push(...rows.map((row) => ({ name, ...row })));
  }
  return sequences;
}

function namesOf(tables: readonly Table[]): string {
  return JSON.stringify(tables.map(({ name }) => name));
}
