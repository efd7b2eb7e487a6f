import type pg from 'pg';

/** The schema of the service. */
const SCHEMA = '(SELECT oid FROM pg_namespace WHERE nspname = current_schema())';

/** What slows down loading or must not see it, with the statements that take it off and put it back, in this order. */
const BURDENS = `
  SELECT off, back FROM (
    SELECT 1 AS place, conname AS name,
      format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS off,
      format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS back
    FROM pg_constraint WHERE connamespace = ${SCHEMA} AND contype = 'f' AND conparentid = 0
    UNION ALL
    -- Of a table in parts PostgreSQL tells an index without those of its parts, which go and come with it.
    SELECT 2, c.relname, format('DROP INDEX %s', c.oid::regclass), replace(pg_get_indexdef(c.oid), ' ON ONLY ', ' ON ')
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE c.relnamespace = ${SCHEMA} AND NOT c.relispartition
      AND NOT EXISTS (SELECT FROM pg_constraint o WHERE o.conindid = c.oid AND o.contype IN ('p', 'u', 'x'))
    UNION ALL
    SELECT 3, t.tgname, format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::regclass, t.tgname),
      format('ALTER TABLE %s ENABLE TRIGGER %I', t.tgrelid::regclass, t.tgname)
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = ${SCHEMA} AND NOT t.tgisinternal AND t.tgenabled = 'O' AND t.tgparentid = 0
  ) AS burden ORDER BY place, name`;

/**
 * Does work on tables without their triggers, which would write events and count rows again; without indexes, which are
 * made faster when the rows are there; and without references, so that the tables may be filled in any order. All are
 * as before afterwards. Meant for a transaction that is undone when anything fails.
 */
export async function unburdened(client: pg.Client, work: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ off: string; back: string }>(BURDENS);
  for (const { off } of rows) await client.query(off);
  await work();
  // References need the indexes that they lead to.
  for (const { back } of rows.toReversed()) await client.query(back);
}
