import type pg from 'pg';
import type { Partition } from './manifest.ts';

/** A table as it is copied. */
export interface Table {
  readonly name: string;
  /** Those that have a value of their own, not one that is generated from others. */
  readonly columns: readonly string[];
  /** About how many rows it has; what PostgreSQL knows without counting. */
  readonly estimatedRows: number;
  /** The parts that it is in, in their order; none for most. */
  readonly partitions: readonly Partition[];
}

/** The relations of our schema `c`, but for what extensions have brought. */
const OURS = `
  c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`;

/** The tables of the service: all that are in its schema. */
export async function tablesOf(client: pg.Client): Promise<readonly Table[]> {
  const { rows } = await client.query<Table>(`
    SELECT c.relname AS name,
      (SELECT coalesce(sum(greatest(p.reltuples, 0)), 0)::float8 FROM pg_class p
       WHERE CASE c.relkind WHEN 'r' THEN p.oid = c.oid
         ELSE p.oid IN (SELECT i.inhrelid FROM pg_inherits i WHERE i.inhparent = c.oid) END) AS "estimatedRows",
      (SELECT coalesce(json_agg(json_build_object('name', relname, 'lower', nullif(bounds[1], ''), 'upper', nullif(bounds[2], ''))
          ORDER BY bounds[1] NULLS FIRST), '[]')
       FROM (SELECT p.relname, regexp_match(pg_get_expr(p.relpartbound, p.oid),
               'FROM \\((?:MINVALUE|''([^'']*)'')\\) TO \\((?:MAXVALUE|''([^'']*)'')\\)') AS bounds
             FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhrelid WHERE i.inhparent = c.oid) AS part) AS partitions,
      ARRAY(SELECT a.attname::text FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        ORDER BY a.attnum) AS columns
    FROM pg_class c WHERE ${OURS} AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    ORDER BY c.relname COLLATE "C"`);
  return rows;
}

/** Names of the sequences. */
export async function sequencesOf(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c WHERE ${OURS} AND c.relkind = 'S' ORDER BY c.relname COLLATE "C"`,
  );
  return rows.map(({ name }) => name);
}

/** Anything that is in a database, by name; `undefined` when it is empty. */
export async function anythingIn(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c WHERE ${OURS}
     UNION ALL SELECT nspname FROM pg_namespace WHERE nspname = 'graphile_worker' LIMIT 1`,
  );
  return rows[0]?.name;
}
