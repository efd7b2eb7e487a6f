import pg from 'pg';
import { type ConnectionSettings, HURRIED, settingStatements } from './connection-settings.ts';

/** Keeps processes that start at once from changing the role at the same moment. */
const LOCK = 4_711_020_253;
const CONNECT_TIMEOUT_MS = 5_000;
const INSUFFICIENT_PRIVILEGE = '42501';

/** A pooler whose connections cannot be given the settings that they need. The message says what to do. */
export class PoolerError extends Error {
  override readonly name = 'PoolerError';
}

/**
 * Sees to it that the connections of a pooler have the time limits of the service. A pooler in transaction mode takes no
 * settings with a connection, and what is set in a session stays with whichever connection of its own it was: they are
 * made defaults of the role in this database instead, which every connection that the pooler opens begins with.
 *
 * @throws PoolerError when the role may not change its own defaults.
 */
export async function limitPooledConnections(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  client.on('error', () => {});
  await client.connect();
  try {
    if (await hasDefaults(client, HURRIED)) return;
    // Those that it has already begin with the old ones: at least the one that this arrives at gets the new ones.
    await client.query(`${changeDefaults(HURRIED)}; ${settingStatements(HURRIED)}`);
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === INSUFFICIENT_PRIVILEGE) {
      throw new PoolerError(advice(error.message), { cause: error });
    }
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Whether the role has the settings in this database. */
async function hasDefaults(client: pg.Client, settings: ConnectionSettings): Promise<boolean> {
  const { rows } = await client.query<{ defaults: string[] | null }>(`
    SELECT setconfig AS defaults FROM pg_db_role_setting
    WHERE setrole = (SELECT oid FROM pg_roles WHERE rolname = current_user)
      AND setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())`);
  const defaults = new Set(rows[0]?.defaults?.map((entry) => entry.toLowerCase()));
  return Object.entries(settings).every(([name, value]) => defaults.has(`${name}=${value}`.toLowerCase()));
}

/** One statement, and so one transaction. */
function changeDefaults(settings: ConnectionSettings): string {
  const changes = Object.entries(settings).map(
    ([name, value]) =>
      `EXECUTE format('ALTER ROLE %I IN DATABASE %I SET ${name} = %L', current_user, current_database(), '${value}');`,
  );
  return `DO $do$ BEGIN PERFORM pg_advisory_xact_lock(${LOCK}); ${changes.join(' ')} END $do$`;
}

function advice(reason: string): string {
  const settings = Object.entries(HURRIED).map(
    ([name, value]) => `ALTER ROLE … IN DATABASE … SET ${name} = '${value}';`,
  );
  return `The role of DATABASE_POOL_URL cannot be given the time limits of the service (${reason}). Run this as an administrator of the database, and start again: ${settings.join(' ')}`;
}
