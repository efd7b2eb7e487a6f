import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { types } from 'pg';

/** One SQL statement with its values. The name makes PostgreSQL keep its plan; it must be unique to the text. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Runs statements: on the pool, each by itself, or inside one transaction. */
export interface Sql {
  rows<Row extends QueryResultRow>(statement: Statement): Promise<Row[]>;
}

/**
 * PostgreSQL prints an instant of a UTC session as `2026-03-02 09:14:05.12+00`, and in JSON as
 * `2026-03-02T09:14:05.12+00:00`. The wire format differs by little, so the text is turned over without going through a
 * `Date`.
 */
export function instantOf(text: string): string {
  const [, day = '', time = '', fraction = ''] =
    /^([^\sT]+)[ T](\d\d:\d\d:\d\d)(?:\.(\d+))?\+00(?::00)?$/.exec(text) ?? [];
  return day ? `${day}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}Z` : new Date(text).toISOString();
}

const parsers: typeof types = {
  ...types,
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === types.builtins.TIMESTAMPTZ && format !== 'binary') return instantOf;
    if (oid === types.builtins.INT8 && format !== 'binary') return Number;
    return types.getTypeParser(oid, format);
  }) as typeof types.getTypeParser,
};

/** Statements on a pool or on one of its clients. Instants come back as wire text, counts as numbers. */
export function sqlOn(queryable: Pool | PoolClient): Sql {
  return {
    async rows<Row extends QueryResultRow>({ name, text, values }: Statement) {
      const result = await queryable.query<Row>({ name, text, values: [...values], types: parsers });
      return result.rows;
    },
  };
}

/**
 * Runs work inside one transaction. When the connection dies, the transaction never happened or is in doubt;
 * either way the error of the connection reaches the caller and the client is not given back to the pool.
 */
export async function inTransaction<T>(pool: Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | boolean = true;
  try {
    await client.query('BEGIN');
    const result = await work(sqlOn(client));
    await client.query('COMMIT');
    broken = false;
    return result;
  } catch (error) {
    broken = await client.query('ROLLBACK').then(
      () => false,
      () => true,
    );
    throw error;
  } finally {
    client.release(broken);
  }
}

/** The SQLSTATE of an error of PostgreSQL. */
export function sqlStateOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

/** SQLSTATE of a reference to a row that does not exist. */
export const FOREIGN_KEY_VIOLATION = '23503';
/** SQLSTATE of a row that cannot go because others refer to it; before PostgreSQL 18 it is that of the reference. */
export const RESTRICT_VIOLATION = '23001';
/** SQLSTATE of a value that exists already and must be unique. */
export const UNIQUE_VIOLATION = '23505';
/** SQLSTATE of a lock that was not granted in time. */
export const LOCK_NOT_AVAILABLE = '55P03';
