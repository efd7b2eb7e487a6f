import type { Pool, PoolClient, QueryResultRow } from 'pg';

/** Runs the statements that make data to measure with, on a connection of their own. */
export interface Sql {
  rows<Row extends QueryResultRow>(statement: {
    readonly text: string;
    readonly values: readonly unknown[];
  }): Promise<Row[]>;
}

/** Statements on a pool or on one of its connections. */
export function sqlOn(queryable: Pool | PoolClient): Sql {
  return {
    async rows<Row extends QueryResultRow>({
      text,
      values,
    }: {
      readonly text: string;
      readonly values: readonly unknown[];
    }) {
      return (await queryable.query<Row>(text, [...values])).rows;
    },
  };
}

/** Does work in one transaction that leaves no audit events. */
export async function inTransaction<T>(pool: Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT audit_as('{"silent":true}')`);
    const result = await work(sqlOn(client));
    await client.query('COMMIT');
    return result;
  } finally {
    client.release(true);
  }
}
