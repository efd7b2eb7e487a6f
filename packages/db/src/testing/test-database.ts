import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../migrate.ts';
import { readMigrations } from '../migration-files.ts';
import { quietLog, testServer } from './test-server.ts';

const MIGRATIONS = join(import.meta.dirname, '../../../../prisma/migrations');
const DUPLICATE_DATABASE = '42P04';
const UNIQUE_VIOLATION = '23505';

/** A database of its own for one test. */
export interface TestDatabase {
  readonly url: string;
  /** Removes the database, also while something is still connected to it. */
  drop(): Promise<void>;
}

/** What {@link createTestDatabase} makes. */
export interface TestDatabaseOptions {
  /** An empty database instead of a migrated one. */
  readonly empty?: boolean;
}

/**
 * Makes a database with the current schema, in some tens of milliseconds: it is a copy of one that was migrated
 * once. It is on the server of DATABASE_URL, else on an embedded one that lives as long as this process.
 */
export async function createTestDatabase({ empty = false }: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = await testServer();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const template = empty ? 'template0' : await migratedTemplate(server);
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  return {
    url: addressOf(server, name),
    drop: () => onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

let making: Promise<string> | undefined;

/** The name of a database that has all migrations. Several processes may make it at once. */
function migratedTemplate(server: string): Promise<string> {
  making ??= makeTemplate(server);
  return making;
}

async function makeTemplate(server: string): Promise<string> {
  const hash = createHash('sha256');
  for (const { checksum } of await readMigrations(MIGRATIONS)) hash.update(checksum);
  const name = `test_template_${hash.digest('hex').slice(0, 16)}`;
  try {
    await onServer(server, `CREATE DATABASE ${name} TEMPLATE template0`);
  } catch (error) {
    const code = error instanceof pg.DatabaseError ? error.code : undefined;
    if (code !== DUPLICATE_DATABASE && code !== UNIQUE_VIOLATION) throw error;
  }
  await migrate(addressOf(server, name), { folder: MIGRATIONS, log: quietLog });
  return name;
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function addressOf(server: string, database: string): string {
  return Object.assign(new URL(server), { pathname: `/${database}` }).href;
}
