import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { selectReplayedPosition } from '../sql/replica/find-replayed-position.ts';
import { askOn, type Server, serverOf, type WalPosition } from './wal-position.ts';

/** How long is waited before a connection is asked again, in milliseconds: a replica is usually a few of them late. */
const PAUSES_MS = [0, 1, 2, 4, 8, 16];

/** Follows how far the servers of connections have come. */
export interface CatchUp {
  /** Asks to which server a new connection leads. */
  meet(client: pg.ClientBase): Promise<void>;
  /**
   * Waits some milliseconds for a connection to show all up to a position; `false` when it does not. What a connection has
   * shown once it shows from then on, so that it is asked only while something is written.
   *
   * @throws Error when it leads to another server than a replica of this primary.
   */
  reaches(client: pg.ClientBase, wanted: WalPosition): Promise<boolean>;
  /** How many bytes of the log lie between what a connection was last seen to show and a position. */
  lagOf(client: pg.ClientBase, wanted: WalPosition): number;
}

/** What is known of a connection. */
interface Known {
  server: Server;
  replayed: bigint;
}

/**
 * Makes it. All is remembered of connections, not of servers: a load balancer may lead them to different ones, and a server
 * that was started anew may have to catch up again.
 */
export function createCatchUp(): CatchUp {
  const connections = new WeakMap<pg.ClientBase, Known>();

  function knownOf(client: pg.ClientBase): Known {
    const known = connections.get(client);
    if (!known) throw new Error('Nobody has asked where the connection leads.');
    return known;
  }

  return {
    async meet(client) {
      connections.set(client, { server: await serverOf(client), replayed: 0n });
    },
    async reaches(client, wanted) {
      const known = knownOf(client);
      // A replica that has followed its new primary says so a while later.
      if (known.server.timeline !== wanted.timeline) known.server = await serverOf(client);
      const { database, isReplica, timeline } = known.server;
      if (!isReplica) throw new Error('It is no replica.');
      if (database !== wanted.database) throw new Error('It has another database.');
      if (timeline !== wanted.timeline) throw new Error('It does not follow this primary.');
      if (known.replayed >= wanted.position) return true;
      for (const pause of PAUSES_MS) {
        if (pause > 0) await delay(pause);
        known.replayed = (await askOn(client, selectReplayedPosition())).position ?? 0n;
        if (known.replayed >= wanted.position) return true;
      }
      return false;
    },
    lagOf(client, { position }) {
      const { replayed } = knownOf(client);
      return replayed < position ? Number(position - replayed) : 0;
    },
  };
}
