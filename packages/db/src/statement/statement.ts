import { Prisma } from '../generated/prisma/client.ts';
import type { Columns, RowOf } from './column.ts';

/** One statement with its values, and the columns that it gives back. */
export interface Statement<Row> {
  readonly columns: Columns;
  readonly query: Prisma.Sql;
  /** Run by `pg` itself when no transaction is open. */
  readonly direct?: boolean;
  /** Only for the compiler. */
  readonly row?: Row;
}

/** The rows of what makes a statement. */
export type RowIn<Make> = Make extends (...given: never[]) => Statement<infer Row> ? Row : never;

/** The statement of a query whose result has these columns. A test prepares every one of them and compares. */
export function statement<Given extends Columns>(columns: Given, query: Prisma.Sql): Statement<RowOf<Given>> {
  return { columns, query };
}

/** What a statement begins with when PostgreSQL is to plan it anew each time: its best plan depends on its values. */
const PLANNED_ANEW = '/* planned anew */ ';

/** The same statement, planned for its values each time it runs. */
export function plannedAnew<Row>(given: Statement<Row>): Statement<Row> {
  return { ...given, query: Prisma.sql`${Prisma.raw(PLANNED_ANEW)}${given.query}` };
}

/**
 * The same statement, run by `pg` without Prisma's client in between when no transaction is open: for the few that are
 * asked for so often that this shows. `docs/decisions/prisma.md` lists them with their figures.
 */
export function directly<Row>(given: Statement<Row>): Statement<Row> {
  return { ...given, direct: true };
}

/** Whether PostgreSQL is to keep the plan of a statement. */
export function keepsPlan(sql: string): boolean {
  return !sql.startsWith(PLANNED_ANEW);
}

/** The columns of a table as a list for SELECT or RETURNING: `s.account_id AS "accountId"`. */
export function selectList(columns: Columns, table?: string): Prisma.Sql {
  const prefix = table ? `${table}.` : '';
  const list = Object.keys(columns).map((name) => `${prefix}${columnName(name)} AS "${name}"`);
  return Prisma.raw(list.join(', '));
}

/** The name in the database of a field of a model. */
export function columnName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
