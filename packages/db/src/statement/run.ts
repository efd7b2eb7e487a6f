import { type ClientBase, type Pool, types } from 'pg';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { instantOf } from './instant.ts';
import type { Statement } from './statement.ts';

/** Runs a statement through Prisma: on its pool, or in the transaction that the client is for. */
export async function runByPrisma<Row>(
  client: Pick<PrismaClient, '$queryRaw'>,
  { query, columns }: Statement<Row>,
): Promise<Row[]> {
  const rows = await client.$queryRaw<Record<string, unknown>[]>(query);
  const instants = Object.keys(columns).filter((name) => columns[name]?.type === 'timestamptz');
  for (const row of rows) {
    for (const name of instants) {
      const value = row[name];
      if (value instanceof Date) row[name] = value.toISOString();
    }
  }
  // The columns give the type; a test has PostgreSQL describe every statement and compares.
  return rows as Row[];
}

/** Runs a statement by `pg`: on any connection of a pool, or on one. */
export async function runByPg<Row>(
  pool: Pick<Pool, 'query'> | Pick<ClientBase, 'query'>,
  { query }: Statement<Row>,
  nameOf: (sql: string) => string,
): Promise<Row[]> {
  const { text, values } = query;
  const { rows } = await pool.query({ name: nameOf(text), text, values, types: parsers });
  return rows;
}

/** Values as Prisma gives them, but for instants, which are text. */
const parsers: typeof types = {
  ...types,
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === types.builtins.TIMESTAMPTZ && format !== 'binary') return instantOf;
    if (oid === types.builtins.INT8 && format !== 'binary') return BigInt;
    return types.getTypeParser(oid, format);
  }) as typeof types.getTypeParser,
};
