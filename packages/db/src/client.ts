import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { createDb, type Db } from './db.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import type { Log } from './log.ts';
import { keepsPlan } from './statement/statement.ts';
import { statementName } from './statement/statement-name.ts';
import { type StatementWatch, watchedAdapter } from './statement/watched-adapter.ts';

/** `pg` waits for ever by default; a caller gets an answer within five seconds even when the database hangs. */
const CONNECT_TIMEOUT_MS = 2_000;
const STATEMENT_TIMEOUT_MS = 4_000;
const QUERY_TIMEOUT_MS = 4_300;
const LOCK_TIMEOUT_MS = 2_000;
const IDLE_IN_TRANSACTION_MS = 10_000;
const PING_TIMEOUT_MS = 1_000;
const DEFAULT_POOL_SIZE = 16;
/** Each statement of a transaction has its own limit; this ends one that is left open. */
const TRANSACTION_TIMEOUT_MS = 60_000;
const UNHURRIED_TRANSACTION_TIMEOUT_MS = 86_400_000;

/** The open database. */
export interface Database {
  /** Where everything that is stored is read and written. */
  readonly db: Db;
  /**
   * The connections below it, for what has statements of its own: the job queue, the counts of failed sign-ins,
   * migrations and the notifications of changes.
   */
  readonly pool: pg.Pool;
  /** Whether the database answers within a second. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

/** What {@link openDatabase} works with. */
export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize?: number;
  readonly log: Log;
  /** Statements may take as long as they need: for commands, which no client waits for. */
  readonly unhurried?: boolean;
  /** Watches the statements, but for those that go to {@link Database.pool} by themselves. */
  readonly watch?: StatementWatch;
}

/** Opens a pool of connections. Nothing is connected yet, so this never fails. */
export function openDatabase({
  url,
  poolSize = DEFAULT_POOL_SIZE,
  log,
  unhurried,
  watch,
}: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    query_timeout: unhurried ? undefined : QUERY_TIMEOUT_MS,
    // Sent with the connection, so that they cost no statement.
    options: [
      `statement_timeout=${unhurried ? 0 : STATEMENT_TIMEOUT_MS}`,
      `lock_timeout=${LOCK_TIMEOUT_MS}`,
      `idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_MS}`,
      'timezone=UTC',
    ]
      .map((setting) => `-c ${setting}`)
      .join(' '),
    application_name: 'ai-sessions',
  });
  // A dying database makes idle and checked-out clients emit `error`; without a listener the process would end.
  const onError = (error: Error) => log.warn({ reason: error.message }, 'database connection lost');
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  // Prisma gives a connection back even when its ROLLBACK had no answer; the next caller must not get it.
  pool.on('release', (_, client) => {
    if (client.getTransactionStatus() !== 'I') void client.end();
  });

  const adapter = new PrismaPg(pool, {
    onPoolError: onError,
    onConnectionError: onError,
    statementNameGenerator: ({ sql }) => (keepsPlan(sql) ? statementName(sql) : ''),
  });
  const prisma = new PrismaClient({ adapter: watch ? watchedAdapter(adapter, watch) : adapter });
  const transactionTimeout = unhurried ? UNHURRIED_TRANSACTION_TIMEOUT_MS : TRANSACTION_TIMEOUT_MS;

  return {
    db: createDb(prisma, pool, { transactionTimeout, watch }),
    pool,
    ping: () => ping(pool),
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

async function ping(pool: pg.Pool): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      pool.query('SELECT 1').then(() => true),
      new Promise<boolean>((resolve) => {
        timer = setTimeout(() => resolve(false), PING_TIMEOUT_MS);
      }),
    ]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
