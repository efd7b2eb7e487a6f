import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Cluster, Server } from './cluster.ts';
import { connect } from './connection.ts';
import { stopPostmaster } from './postmaster.ts';

/** Shared by every process that uses the database; whoever gets it alone is the last and stops the server. */
const USERS_LOCK = 4_711_020_252;
/** PostgreSQL may take a moment to notice that a user was killed. */
const PATIENCE_MS = 1_000;
const POLL_MS = 50;

/** The mark of one process that uses a server. PostgreSQL removes it when the process dies. */
export interface Use {
  /** Whether the connection that carries it is gone. */
  readonly ended: boolean;
  end(): Promise<void>;
}

/**
 * Marks a server as used by this process.
 *
 * @throws Error of the connection when its last user is just stopping it.
 */
export async function use(cluster: Cluster, { port }: Server): Promise<Use> {
  const client = await connect(cluster, port);
  let ended = false;
  client.on('end', () => {
    ended = true;
  });
  try {
    await client.query('SELECT pg_advisory_lock_shared($1)', [USERS_LOCK]);
    // A server that is going down may end whoever held the lock a moment before us, and so give it to us still.
    await client.query('SELECT 1');
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
  return {
    get ended() {
      return ended;
    },
    end: () => client.end().catch(() => {}),
  };
}

/** Stops a server unless it has users. One that does not answer has none. Returns whether it was stopped. */
export async function stopUnused(cluster: Cluster, { pid, port }: Server): Promise<boolean> {
  const client = await connect(cluster, port).catch(() => undefined);
  try {
    if (client && !(await isAlone(client))) return false;
  } catch {
    // It has just gone away, or hangs.
  }
  // The lock is held until the server is down, so that nobody begins to use it meanwhile.
  await stopPostmaster(pid, cluster.place.cluster);
  await client?.end().catch(() => {});
  return true;
}

async function isAlone(client: Client): Promise<boolean> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const { rows } = await client.query<{ alone: boolean }>('SELECT pg_try_advisory_lock($1) AS alone', [
      USERS_LOCK,
    ]);
    if (rows[0]?.alone !== false) return true;
    if (Date.now() > deadline) return false;
    await delay(POLL_MS);
  }
}
