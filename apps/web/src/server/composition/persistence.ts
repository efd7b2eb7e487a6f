import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Configuration, ConfigurationError } from '@ai-sessions/config';
import {
  classifyDatabaseError,
  createSessionFeed,
  createStorageGuard,
  type Database,
  type EmbeddedPostgres,
  limitPooledConnections,
  MigrationError,
  migrate,
  openDatabase,
  PoolerError,
  pendingMigrations,
  type SessionFeed,
  type StatementWatch,
  startEmbeddedPostgres,
} from '@ai-sessions/db';
import type { Logger } from '../log.ts';
import { errorMessageOf } from './error-message.ts';

/** How long to wait for a database that cannot be reached. */
const DATABASE_WAIT_MS = 10_000;

/** What PgBouncer says to whoever takes it for the database. */
const UNSUPPORTED_BY_POOLER = /unsupported startup parameter/;

/** Where the service keeps its data. */
export interface Persistence {
  readonly database: Database;
  /** Opens a connection of its own for work that takes as long as it needs; whoever asks for it closes it. */
  openUnhurried(): Database;
  /** Begins to follow the changes of sessions. */
  openFeed(): SessionFeed;
  /** Whether the storage has no room left for writes. */
  storageIsFull(): boolean;
  /** Why the database cannot be used at the moment, in a sentence. */
  problem(): Promise<string | undefined>;
  /** Closes the connections. The embedded database goes on. */
  close(): Promise<void>;
}

/** Starts the embedded database, unless the configuration names another one. */
export async function startEmbedded(
  { DATABASE_URL, dataDirectory }: Configuration,
  log: Logger,
): Promise<EmbeddedPostgres | undefined> {
  return DATABASE_URL ? undefined : startEmbeddedPostgres({ dataDir: join(dataDirectory, 'postgres'), log });
}

/** What the database is opened with beside its configuration. */
interface PersistenceOptions {
  readonly embedded: EmbeddedPostgres | undefined;
  /** The folder of the migrations. */
  readonly migrations: string;
  readonly log: Logger;
  /** Watches the statements. */
  readonly watch: StatementWatch | undefined;
}

/**
 * Connects to the database and migrates it.
 *
 * @throws ConfigurationError when the database cannot be used, or an error of a migration.
 */
export async function openPersistence(
  configuration: Configuration,
  { embedded, migrations, log, watch }: PersistenceOptions,
): Promise<Persistence> {
  const url = embedded?.url ?? configuration.DATABASE_URL;
  if (!url) throw new ConfigurationError('Set DATABASE_URL.');
  await onceReachable('DATABASE_URL', () => migrate(url, { log, folder: migrations }));
  const poolerUrl = configuration.DATABASE_POOL_URL;
  if (poolerUrl) await onceReachable('DATABASE_POOL_URL', () => limitPooledConnections(poolerUrl));
  const database = openDatabase({
    url,
    poolerUrl,
    poolerKeepsStatements: configuration.DATABASE_POOL_STATEMENTS,
    replicaUrl: configuration.DATABASE_READ_URL,
    poolSize: configuration.DATABASE_POOL_SIZE,
    log,
    watch,
  });
  const storage = embedded && createStorageGuard({ directory: embedded.dataDirectory, log });
  return {
    database,
    openUnhurried: () => openDatabase({ url, poolSize: 1, log, unhurried: true }),
    openFeed: () => createSessionFeed({ url, log }),
    storageIsFull: () => storage?.isFull() ?? false,
    problem: async () => {
      if (!(await database.ping())) return 'The database cannot be reached.';
      const pending = await pendingMigrations(database.pool, migrations).catch(() => undefined);
      return pending?.length === 0 ? undefined : 'Migrations are not applied.';
    },
    close: async () => {
      storage?.close();
      await database.close();
    },
  };
}

/** A database that is just being started is waited for; one that refuses us is not. */
async function onceReachable(variable: string, work: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + DATABASE_WAIT_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof MigrationError || error instanceof PoolerError) throw error;
      const message = errorMessageOf(error);
      if (UNSUPPORTED_BY_POOLER.test(message)) {
        throw new ConfigurationError(
          `${variable} leads to a connection pooler (${message}). Set DATABASE_URL to the database itself, and DATABASE_POOL_URL to the pooler.`,
          { cause: error },
        );
      }
      if (classifyDatabaseError(error) !== 'unavailable' || performance.now() > deadline) {
        throw new ConfigurationError(
          `The database of ${variable} cannot be used: ${message}. Check the address, the password and that it runs.`,
          { cause: error },
        );
      }
      await delay(250);
    }
  }
}
