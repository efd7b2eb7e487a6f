import type pg from 'pg';
import { HURRIED, startupOptions } from '../connection-settings.ts';
import { classifyDatabaseError } from '../database-error.ts';
import type { Log } from '../log.ts';
import { openPool } from '../pool.ts';
import { sqlStateOf } from '../sql-state.ts';
import { createCatchUp } from './catch-up.ts';
import { openCommittedPosition } from './committed-position.ts';

/** A replica that can be read is looked at this often; one that cannot, more often. */
const LOOK_MS = 1_000;
const LOOK_AGAIN_MS = 100;
/** For the questions how far a server is, which take no time. */
const QUESTION_TIMEOUT_MS = 1_000;
const QUERY_CANCELED = '57014';

/** Settings of a connection to a replica. */
const SETTINGS = startupOptions({ ...HURRIED, default_transaction_read_only: 'on' });

/** How it stands with the replica. */
export interface ReplicaStanding {
  /** Whether statements go there. */
  readonly isRead: boolean;
  /** Bytes of the write-ahead log that it is behind; `undefined` while it cannot be asked. */
  readonly lagBytes: number | undefined;
  /** Statements that it has answered. */
  readonly answered: number;
  /** Statements that the primary has answered in its place. */
  readonly answeredByPrimary: number;
}

/** A streaming replica of the database. */
export interface Replica {
  /**
   * Runs single statements that read: on the replica, or on the primary when the replica is away, or does not show all that
   * was acknowledged before the statement was given here.
   */
  readonly pool: pg.Pool;
  standing(): ReplicaStanding;
  close(): Promise<void>;
}

/** What {@link openReplica} works with. */
export interface ReplicaOptions {
  readonly url: string;
  /** The primary itself, past any pooler. */
  readonly primaryUrl: string;
  /** The connections on which statements run that the replica does not answer. */
  readonly primary: pg.Pool;
  readonly poolSize: number;
  readonly queryTimeoutMs: number;
  readonly log: Log;
}

/** Opens connections to a replica. Nobody waits for them: until one is there, everything is read from the primary. */
export function openReplica({
  url,
  primaryUrl,
  primary,
  poolSize,
  queryTimeoutMs,
  log,
}: ReplicaOptions): Replica {
  const onError = (error: Error) => log.debug({ reason: error.message }, 'replica connection lost');
  const { meet, reaches, lagOf } = createCatchUp();
  const replica = { connectionString: url, options: SETTINGS, onConnect: meet, onError };
  const pool = openPool({ ...replica, max: poolSize, query_timeout: queryTimeoutMs });
  const lookout = openPool({ ...replica, max: 1, query_timeout: QUESTION_TIMEOUT_MS });
  const committed = openCommittedPosition({
    connectionString: primaryUrl,
    options: startupOptions(HURRIED),
    query_timeout: QUESTION_TIMEOUT_MS,
    onError,
  });
  let closed = false;
  /** Has the replica looked at now. */
  let wake = () => {};
  /** Give up statements that are under way. */
  const abandon = new Set<() => void>();
  let isRead = false;
  /** Why it is not read, as it was logged last. */
  let reason: string | undefined;
  let lagBytes: number | undefined;
  let answered = 0;
  let answeredByPrimary = 0;

  function join(): void {
    if (reason !== undefined) log.info({}, 'reading from the replica again');
    reason = undefined;
    isRead = true;
  }

  function leave(error: unknown): void {
    isRead = false;
    const why = error instanceof Error ? error.message : String(error);
    if (why === reason || closed) return;
    reason = why;
    log.warn({ reason }, 'reading from the primary instead of the replica');
  }

  /** That happens all the time where much is written, and the metrics tell of it. */
  function leaveBehind(): void {
    isRead = false;
    wake();
  }

  /** Finds out whether the replica can be read, also when nobody reads. */
  async function look(): Promise<void> {
    const wanted = await committed.now();
    const client = await lookout.connect();
    try {
      const isThere = await reaches(client, wanted);
      lagBytes = lagOf(client, wanted);
      client.release();
      if (isThere) join();
      else isRead = false;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  async function keepLooking(): Promise<void> {
    while (!closed) {
      await look().catch((error: unknown) => {
        lagBytes = undefined;
        leave(error);
        for (const giveUp of abandon) giveUp();
      });
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, isRead ? LOOK_MS : LOOK_AGAIN_MS).unref();
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
  void keepLooking();

  /** A connection that shows all that was acknowledged so far; `undefined` when there is none. */
  async function caughtUp(): Promise<pg.PoolClient | undefined> {
    try {
      const wanted = await committed.now();
      const client = await connect();
      try {
        if (await reaches(client, wanted)) return client;
        client.release();
        leaveBehind();
      } catch (error) {
        client.release(true);
        throw error;
      }
    } catch (error) {
      leave(error);
    }
    return undefined;
  }

  /** Runs a statement on the replica; `undefined` when the primary has to. */
  async function onReplica(query: pg.QueryConfig): Promise<pg.QueryResult | undefined> {
    const client = await caughtUp();
    if (!client) return undefined;
    try {
      const result = await client.query(query);
      client.release();
      return result;
    } catch (error) {
      client.release(true);
      // What takes too long there takes too long here too.
      if (classifyDatabaseError(error) !== 'unavailable' || sqlStateOf(error) === QUERY_CANCELED) throw error;
      leave(error);
      return undefined;
    }
  }

  /** The same, given up as soon as the replica is found to be away. */
  function onReplicaIfThere(query: pg.QueryConfig): Promise<pg.QueryResult | undefined> {
    return new Promise((resolve, reject) => {
      const giveUp = () => resolve(undefined);
      abandon.add(giveUp);
      onReplica(query)
        .then(resolve, reject)
        .finally(() => abandon.delete(giveUp));
    });
  }

  const connect = pool.connect.bind(pool);
  return {
    pool: Object.assign(pool, {
      async query(query: pg.QueryConfig): Promise<pg.QueryResult> {
        const result = isRead ? await onReplicaIfThere(query) : undefined;
        if (result) {
          answered++;
          return result;
        }
        answeredByPrimary++;
        return primary.query(query);
      },
    }),
    standing: () => ({ isRead, lagBytes, answered, answeredByPrimary }),
    async close() {
      closed = true;
      wake();
      await Promise.all([pool.end(), lookout.end(), committed.close()]);
    },
  };
}
