import pg from 'pg';

/** How long a connection is waited for. */
export const CONNECT_TIMEOUT_MS = 2_000;

/** What {@link openPool} works with. */
export interface PoolOptions extends Omit<pg.PoolConfig, 'onConnect'> {
  readonly onError: (error: Error) => void;
  /** Is done with each connection before anybody gets it. */
  readonly onConnect?: (client: pg.ClientBase) => Promise<unknown>;
}

/** Opens a pool of connections, which connects when it is asked for one. */
export function openPool({ onError, ...options }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    application_name: 'ai-sessions',
    ...options,
  });
  // A dying database makes idle and checked-out clients emit `error`; without a listener the process would end.
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  // Prisma gives a connection back even when its ROLLBACK had no answer; the next caller must not get it.
  pool.on('release', (_, client) => {
    if (client.getTransactionStatus() !== 'I') void client.end();
  });
  return pool;
}
