import type pg from 'pg';
import { shared } from '../batch/shared.ts';
import { openPool, type PoolOptions } from '../pool.ts';
import { selectCommittedPosition } from '../sql/replica/find-committed-position.ts';
import { askOn, type Server, serverOf, type WalPosition } from './wal-position.ts';

/** Tells how far the primary is. */
export interface CommittedPosition {
  /** A position that all which was acknowledged before this call is before. Those who ask meanwhile share one statement. */
  now(): Promise<WalPosition>;
  close(): Promise<void>;
}

const share = shared<WalPosition>();

/**
 * Opens a connection for that. A server that is the primary stays it on its timeline for as long as it runs, so that this
 * is asked once for each connection.
 */
export function openCommittedPosition(options: Omit<PoolOptions, 'max' | 'onConnect'>): CommittedPosition {
  const servers = new WeakMap<pg.ClientBase, Server>();
  const pool = openPool({
    ...options,
    max: 1,
    onConnect: async (client) => servers.set(client, await serverOf(client)),
  });

  async function ask(): Promise<WalPosition> {
    const client = await pool.connect();
    try {
      const server = servers.get(client);
      if (!server || server.isReplica) throw new Error('DATABASE_URL leads to a replica.');
      const { position } = await askOn(client, selectCommittedPosition());
      client.release();
      return { database: server.database, timeline: server.timeline, position };
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  return {
    now: () => share(pool, 'position', ask),
    close: () => pool.end(),
  };
}
