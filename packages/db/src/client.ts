import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { HURRIED, settingStatements, startupOptions, UNHURRIED } from './connection-settings.ts';
import { createDb, type Db } from './db.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import type { Log } from './log.ts';
import { CONNECT_TIMEOUT_MS, openPool } from './pool.ts';
import { openReplica, type ReplicaStanding } from './replica/replica.ts';
import { keepsPlan } from './statement/statement.ts';
import { statementName } from './statement/statement-name.ts';
import { type StatementWatch, watchedAdapter } from './statement/watched-adapter.ts';

/** Longer than PostgreSQL itself gives a statement: for one that has nobody left who could end it. */
const QUERY_TIMEOUT_MS = 4_300;
/** A pooler lets clients in while its database hangs. */
const LIMITS_OF_POOLED = { text: settingStatements(HURRIED), query_timeout: CONNECT_TIMEOUT_MS };
const PING_TIMEOUT_MS = 1_000;
const DEFAULT_POOL_SIZE = 16;
/** Connections past a pooler: one listens, the others look for jobs and settle them. */
const DIRECT_POOL_SIZE = 4;
/** Each statement of a transaction has its own limit; this ends one that is left open. */
const TRANSACTION_TIMEOUT_MS = 60_000;
const UNHURRIED_TRANSACTION_TIMEOUT_MS = 86_400_000;

/** The open database. */
export interface Database {
  /** Where everything that is stored is read and written. */
  readonly db: Db;
  /** The connections below it, for what has statements of its own, such as the counts of failed sign-ins. */
  readonly pool: pg.Pool;
  /**
   * Connections to PostgreSQL itself, for what needs a session to stay with it: the job queue, which listens and names
   * its statements. Without a pooler they are those of {@link pool}.
   */
  readonly directPool: pg.Pool;
  /** How it stands with the replica; absent when there is none. */
  readonly replica: (() => ReplicaStanding) | undefined;
  /** Whether the database answers within a second. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

/** What {@link openDatabase} works with. */
export interface DatabaseOptions {
  readonly url: string;
  /** Address of a pooler in transaction mode in front of it, which everything goes through that can. */
  readonly poolerUrl?: string;
  /** Whether the pooler knows statements by their names, whichever connection it takes. */
  readonly poolerKeepsStatements?: boolean;
  /** Address of a streaming replica, which answers what may be read there: see {@link Db.reading}. */
  readonly replicaUrl?: string;
  readonly poolSize?: number;
  readonly log: Log;
  /** Statements may take as long as they need: for commands, which no client waits for, and which go past a pooler. */
  readonly unhurried?: boolean;
  /** Watches the statements, but for those that go to {@link Database.pool} by themselves. */
  readonly watch?: StatementWatch;
}

/** Opens pools of connections. Nothing is connected yet, so this never fails. */
export function openDatabase({
  url,
  poolerUrl: pooler,
  poolerKeepsStatements = false,
  replicaUrl,
  poolSize = DEFAULT_POOL_SIZE,
  log,
  unhurried,
  watch,
}: DatabaseOptions): Database {
  const poolerUrl = unhurried ? undefined : pooler;
  const onError = (error: Error) => log.warn({ reason: error.message }, 'database connection lost');
  const limits = { query_timeout: unhurried ? undefined : QUERY_TIMEOUT_MS };
  const direct = {
    ...limits,
    connectionString: url,
    options: startupOptions(unhurried ? UNHURRIED : HURRIED),
  };
  const pool = poolerUrl
    ? openPool({
        ...limits,
        connectionString: poolerUrl,
        max: poolSize,
        onError,
        // The role has them as defaults; connections that the pooler had before get them now and then in this way.
        onConnect: (client) => client.query(LIMITS_OF_POOLED),
      })
    : openPool({ ...direct, max: poolSize, onError });
  const directPool = poolerUrl ? openPool({ ...direct, max: DIRECT_POOL_SIZE, onError }) : pool;

  // A pooler in transaction mode gives each transaction another session, which need not know the name.
  const namesStatements = !poolerUrl || poolerKeepsStatements;
  const nameOf = (sql: string) => (namesStatements && keepsPlan(sql) ? statementName(sql) : '');
  const prismaOn = (connections: pg.Pool, nameOf: (sql: string) => string) => {
    const adapter = new PrismaPg(connections, {
      onPoolError: onError,
      onConnectionError: onError,
      statementNameGenerator: ({ sql }) => nameOf(sql),
    });
    return new PrismaClient({ adapter: watch ? watchedAdapter(adapter, watch) : adapter });
  };
  const prisma = prismaOn(pool, nameOf);
  const replica =
    replicaUrl && !unhurried
      ? openReplica({
          url: replicaUrl,
          primaryUrl: url,
          primary: pool,
          poolSize,
          queryTimeoutMs: QUERY_TIMEOUT_MS,
          log,
        })
      : undefined;
  const prismaOfReplica = replica && prismaOn(replica.pool, nameOf);

  return {
    db: createDb(
      { prisma, pool },
      {
        nameOf,
        transactionTimeout: unhurried ? UNHURRIED_TRANSACTION_TIMEOUT_MS : TRANSACTION_TIMEOUT_MS,
        watch,
        reading: replica && prismaOfReplica && { prisma: prismaOfReplica, pool: replica.pool },
      },
    ),
    pool,
    directPool,
    replica: replica?.standing,
    ping: () => ping(pool),
    async close() {
      await prisma.$disconnect();
      await prismaOfReplica?.$disconnect();
      await replica?.close();
      await pool.end();
      if (directPool !== pool) await directPool.end();
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
