import { join } from 'node:path';
import { readConfiguration } from '@ai-sessions/config';
import { type Database, migrate, openDatabase, startEmbeddedPostgres } from '@ai-sessions/db';
import { checkoutFolder } from '../src/server/checkout-folder.ts';
import { createLog } from '../src/server/log.ts';

/** Runs a command on the database of the service, whether or not the service is running. */
export async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const root = checkoutFolder();
  const configuration = readConfiguration(process.env, root);
  const log = createLog('warn');
  const embedded = configuration.DATABASE_URL
    ? undefined
    : await startEmbeddedPostgres({ dataDir: join(configuration.dataDirectory, 'postgres'), log });
  try {
    const url = embedded?.url ?? configuration.DATABASE_URL ?? '';
    await migrate(url, { log, folder: join(root, 'prisma/migrations') });
    const database = openDatabase({ url, log, unhurried: true });
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  } finally {
    await embedded?.stop();
  }
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
