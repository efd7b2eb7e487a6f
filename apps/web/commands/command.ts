import { join, resolve } from 'node:path';
import { type Configuration, readConfiguration } from '@ai-sessions/config';
import { type Database, type Log, migrate, openDatabase, startEmbeddedPostgres } from '@ai-sessions/db';
import { checkoutFolder } from '../src/server/checkout-folder.ts';
import { createLog } from '../src/server/log.ts';

/** The database server of the service, as a command meets it. */
export interface DatabaseServer {
  readonly url: string;
  readonly configuration: Configuration;
  /** Folder of the migrations. */
  readonly migrations: string;
  readonly log: Log;
}

/** Runs a command on the database server of the service, whether or not the service is running; its schema stays as it is. */
export async function withServer<T>(work: (server: DatabaseServer) => Promise<T>): Promise<T> {
  const root = checkoutFolder();
  const configuration = readConfiguration(process.env, root);
  const log = createLog('warn');
  const embedded = configuration.DATABASE_URL
    ? undefined
    : await startEmbeddedPostgres({ dataDir: join(configuration.dataDirectory, 'postgres'), log });
  try {
    const url = embedded?.url ?? configuration.DATABASE_URL ?? '';
    return await work({ url, configuration, migrations: join(root, 'prisma/migrations'), log });
  } finally {
    await embedded?.stop();
  }
}

/** Runs a command on the database of the service, whether or not the service is running. */
export function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  return withServer(async ({ url, migrations, log }) => {
    await migrate(url, { log, folder: migrations });
    const database = openDatabase({ url, log, unhurried: true });
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  });
}

/** Runs a command to its end; a failure is one line and exit code 1. A command may set `process.exitCode`. */
export async function runCommand(command: () => Promise<void>): Promise<never> {
  try {
    await command();
    process.exit();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

/** A path as it was typed: npm runs commands in a folder of the workspace. */
export function typedPath(path: string): string {
  return resolve(process.env.INIT_CWD ?? '.', path);
}

/** Aborted when whoever runs the command has had enough, so that it can clear up. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => controller.abort());
  }
  return controller.signal;
}
