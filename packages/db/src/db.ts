import type { Prisma, PrismaClient } from './generated/prisma/client.ts';
import { type Actor, auditText, SILENTLY } from './repository/actor.ts';
import { setAuditContext } from './sql/set-audit-context.ts';
import type { Statement } from './statement/statement.ts';

type ModelName = Uncapitalize<Prisma.ModelName>;

type ReadMethod = 'aggregate' | 'count' | 'findFirst' | 'findMany' | 'findUnique' | 'groupBy';

/** The models, to read only: what changes them needs somebody who answers for it, see {@link Db.write}. */
export type ReadModels = { readonly [Model in ModelName]: Pick<PrismaClient[Model], ReadMethod> };

/** The models, to read and to change. */
export type WriteModels = Pick<Prisma.TransactionClient, ModelName>;

/** Whoever answers for changes; `silently` for those that nobody decided on, which leave no event. */
export type AnswersFor = Actor | 'silently';

/** The database: all of it through Prisma, and either each statement by itself or inside one transaction. */
export interface Db {
  readonly prisma: ReadModels;
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

/** The database of a Prisma client; a transaction that is left open is undone after so many milliseconds. */
export function createDb(prisma: PrismaClient, transactionTimeout: number): Db {
  // Connections that are not to be had are the pool's to refuse.
  const options = { maxWait: transactionTimeout, timeout: transactionTimeout };
  const db: Db = {
    prisma,
    rows: (statement) => prisma.$queryRaw(statement.query),
    row: (statement) => first(db.rows(statement)),
    transaction: (work) => prisma.$transaction((client) => work(openTransaction(client)), options),
    write: (by, work) => db.transaction((inner) => inner.write(by, work)),
  };
  return db;
}

function openTransaction(client: Prisma.TransactionClient): Db {
  const db: Db & { readonly prisma: WriteModels } = {
    prisma: client,
    rows: (statement) => client.$queryRaw(statement.query),
    row: (statement) => first(db.rows(statement)),
    transaction: (work) => work(db),
    async write(by, work) {
      const context = await db.row(setAuditContext(by === 'silently' ? SILENTLY : auditText(by)));
      if (!context) throw new Error('PostgreSQL did not say when the transaction began.');
      return work({ ...db, now: context.now });
    },
  };
  return db;
}

async function first<Row>(rows: Promise<Row[]>): Promise<Row | undefined> {
  return (await rows)[0];
}
