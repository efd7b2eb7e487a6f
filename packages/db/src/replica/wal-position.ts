import type pg from 'pg';
import { selectServer } from '../sql/replica/find-server.ts';
import { runByPg } from '../statement/run.ts';
import type { RowIn, Statement } from '../statement/statement.ts';
import { statementName } from '../statement/statement-name.ts';

/** The server that a connection leads to. */
export type Server = RowIn<typeof selectServer>;

/** A position in the write-ahead log of a database. */
export interface WalPosition {
  /** Names the database, whichever of its servers is asked. */
  readonly database: string;
  /** Grows when a replica becomes the primary. Positions of different timelines say nothing about each other. */
  readonly timeline: number;
  /** In bytes. */
  readonly position: bigint;
}

/** Runs a statement on one connection and reads its first row. */
export async function askOn<Row>(client: pg.ClientBase, statement: Statement<Row>): Promise<Row> {
  const [row] = await runByPg(client, statement, statementName);
  if (!row) throw new Error('PostgreSQL did not say how far it is.');
  return row;
}

/** Asks to which server a connection leads. */
export function serverOf(client: pg.ClientBase): Promise<Server> {
  return askOn(client, selectServer());
}
