import type { Pool } from 'pg';
import { type Actor, auditText, SILENTLY } from './access/actor.ts';
import type { Prisma, PrismaClient } from './generated/prisma/client.ts';
import { setAuditContext } from './sql/set-audit-context.ts';
import { runByPg, runByPrisma } from './statement/run.ts';
import type { Statement } from './statement/statement.ts';
import type { StatementWatch } from './statement/watched-adapter.ts';

type ModelName = Uncapitalize<Prisma.ModelName>;

type ReadMethod = 'aggregate' | 'count' | 'findFirst' | 'findMany' | 'findUnique' | 'groupBy';

/** The models, to read only: what changes them needs somebody who answers for it, see {@link Db.write}. */
type ReadModels = { readonly [Model in ModelName]: Pick<PrismaClient[Model], ReadMethod> };

/** The models, to read and to change. */
type WriteModels = Pick<Prisma.TransactionClient, ModelName>;

/** Whoever answers for changes; `silently` for those that nobody decided on, which leave no event. */
export type AnswersFor = Actor | 'silently';

/** The database: all of it through Prisma, and either each statement by itself or inside one transaction. */
export interface Db {
  readonly prisma: ReadModels;
  /** Whether this is an open transaction. */
  readonly inTransaction: boolean;
  /**
   * The same, with a replica that answers what is only read, if there is one; not inside a transaction. Nobody sees anything
   * older there than here: each statement sees all that was acknowledged before it was begun. That costs a question to the
   * primary, which those who read at the same moment share, so it is worth it for statements that cost more.
   */
  readonly reading: Db;
  /** Runs a statement and reads its rows. One that changes an audited table names who answers for it itself. */
  rows<Row>(statement: Statement<Row>): Promise<Row[]>;
  /** Runs a statement and reads its first row, if there is one. */
  row<Row>(statement: Statement<Row>): Promise<Row | undefined>;
  /** Does work in one transaction: in the one that is open, or in one of its own, committed when the work is done. */
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /**
   * The only way to change models: does work in one transaction, like {@link Db.transaction}, and writes the audit
   * events of its changes in the name of whoever answers for them.
   */
  write<T>(by: AnswersFor, work: (tx: Tx) => Promise<T>): Promise<T>;
}

/** An open transaction that may change models. */
export interface Tx extends Omit<Db, 'prisma'> {
  readonly prisma: WriteModels;
  /** When the transaction began, by the clock of the database: all instants that are stored are its own. */
  readonly now: Date;
}

/** Prisma, and the connections below it. */
interface Connections {
  readonly prisma: PrismaClient;
  readonly pool: Pool;
}

/** What {@link createDb} works with beside Prisma. */
export interface DbOptions {
  /** The name under which a statement is prepared; empty for one that is not kept. */
  readonly nameOf: (sql: string) => string;
  /** A transaction that is left open is undone after so many milliseconds. */
  readonly transactionTimeout: number;
  /** Watches the statements that do not go through Prisma; the others are watched there. */
  readonly watch?: StatementWatch | undefined;
  /** Those of {@link Db.reading}. */
  readonly reading?: Connections | undefined;
}

/** The database of a Prisma client. */
export function createDb(main: Connections, options: DbOptions): Db {
  const { nameOf, transactionTimeout, watch, reading } = options;
  // Connections that are not to be had are the pool's to refuse.
  const limits = { maxWait: transactionTimeout, timeout: transactionTimeout };
  const transaction = <T>(work: (db: Db) => Promise<T>): Promise<T> =>
    main.prisma.$transaction((client) => work(openTransaction(client)), limits);

  function on({ prisma, pool }: Connections, ofReplica?: Db): Db {
    const runDirectly = <Row>(statement: Statement<Row>): Promise<Row[]> =>
      watch
        ? watch(statement.query.text, () => runByPg(pool, statement, nameOf))
        : runByPg(pool, statement, nameOf);
    const rows = <Row>(statement: Statement<Row>): Promise<Row[]> =>
      statement.direct ? runDirectly(statement) : runByPrisma(prisma, statement);
    const db: Db = {
      prisma,
      inTransaction: false,
      get reading() {
        return ofReplica ?? db;
      },
      rows,
      row: (statement) => first(rows(statement)),
      transaction,
      write: (by, work) => transaction((inner) => inner.write(by, work)),
    };
    return db;
  }

  return on(main, reading && on(reading));
}

function openTransaction(client: Prisma.TransactionClient): Db {
  let answering: AnswersFor | undefined;
  async function setAnswering(by: AnswersFor): Promise<Date> {
    const set = await db.row(setAuditContext(by === 'silently' ? SILENTLY : auditText(by)));
    if (!set) throw new Error('PostgreSQL did not say when the transaction began.');
    answering = by;
    return new Date(set.now);
  }
  const db: Db & { readonly prisma: WriteModels } = {
    prisma: client,
    inTransaction: true,
    get reading() {
      return db;
    },
    rows: (statement) => runByPrisma(client, statement),
    row: (statement) => first(db.rows(statement)),
    transaction: (work) => work(db),
    async write(by, work) {
      const around = answering;
      const now = await setAnswering(by);
      const result = await work({ ...db, now });
      // Whoever answers for the work around it goes on to do so.
      if (around !== undefined) await setAnswering(around);
      return result;
    },
  };
  return db;
}

async function first<Row>(rows: Promise<Row[]>): Promise<Row | undefined> {
  return (await rows)[0];
}
