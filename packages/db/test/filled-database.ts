import pg from 'pg';
import { sequencesOf, tablesOf } from '../src/backup/tables.ts';
import { unburdened } from '../src/backup/unburdened.ts';

interface Column {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
}

/** Runs work on a connection of its own. */
export async function onDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  // Tests end connections from outside.
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** What is special in the text format of COPY, in SQL and in Unicode; the same in all columns, so that references fit. */
const textOf = (row: number) => `${row}\t\\N \\. \\\\ \n \r 'q' "d" , é e\u0301 \u{1f600} \u2028`;

/** SQL for a value of a type; a type that no table had before has to be added. */
function sqlOf(type: string, row: number): string {
  const text = pg.escapeLiteral(textOf(row));
  const limited = /^character varying\((\d+)\)$/.exec(type)?.[1];
  if (limited) return pg.escapeLiteral(textOf(row).slice(0, Number(limited)));
  switch (type) {
    case 'text':
      return text;
    case 'text[]':
      return `ARRAY[${text}, '', ',', '{}', 'NULL']`;
    case 'integer':
      return `-2147483648 + ${row}`;
    case 'bigint':
      return `9223372036854775807 - ${row}`;
    case 'boolean':
      return row % 2 === 0 ? 'true' : 'false';
    case 'bytea':
      return `'\\x00015c0aff0${row}'`;
    case 'jsonb':
      return `jsonb_build_object('text', ${text}, 'number', 1.10, 'none', NULL, 'row', ${row})`;
    case 'timestamp(3) with time zone':
      return `timestamptz '2026-03-29 02:30:00.123+02' + interval '${row} hours'`;
    case 'timestamp with time zone':
      return `timestamptz '2026-10-25 02:30:00.123456+02' + interval '${row} hours'`;
    default:
      throw new Error(`There is no value of the type ${type} to fill tables with.`);
  }
}

/** Puts rows into every table, whichever there are: with all columns set, and with those alone that have to be. */
export async function fillEveryTable(url: string): Promise<void> {
  await onDatabase(url, async (client) => {
    await client.query('BEGIN');
    await unburdened(client, async () => {
      for (const { name } of await tablesOf(client)) {
        if (name !== '_prisma_migrations') await fill(client, name);
      }
    });
    for (const name of await sequencesOf(client)) {
      await client.query('SELECT nextval($1::regclass) FROM generate_series(1, 5)', [name]);
    }
    await client.query('COMMIT');
  });
}

async function fill(client: pg.Client, table: string): Promise<void> {
  const { rows: columns } = await client.query<Column>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type, attnotnull AS required FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    [table],
  );
  for (const row of [1, 2, 3]) {
    const set = row === 3 ? columns.filter(({ required }) => required) : columns;
    const names = set.map(({ name }) => pg.escapeIdentifier(name));
    const values = set.map(({ type }) => sqlOf(type, row));
    await client.query(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${values.join(', ')})`);
  }
}

/** All rows of all tables as text, and where the sequences stand. */
export async function contentOf(url: string): Promise<Readonly<Record<string, unknown>>> {
  return onDatabase(url, async (client) => {
    await client.query("SET timezone = 'UTC'");
    const content: Record<string, unknown> = {};
    for (const { name } of await tablesOf(client)) {
      const { rows } = await client.query<{ row: string }>(
        `SELECT t::text AS row FROM ${name} t ORDER BY t::text COLLATE "C"`,
      );
      content[name] = rows.map(({ row }) => row);
    }
    for (const name of await sequencesOf(client)) {
      content[name] = (await client.query(`SELECT last_value, is_called FROM ${name}`)).rows;
    }
    return content;
  });
}

/** Parts of tables: which there are depends on the time at which they were made, not on the version. */
export const PARTS =
  "SELECT oid::regclass::text FROM pg_class WHERE relispartition AND relnamespace = 'public'::regnamespace";

/** Everything of a schema that could get lost: columns, indexes, constraints, triggers and whether they work, functions. */
const SCHEMA = `
  SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') AS line
  FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT IN (${PARTS})
  UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename NOT IN (${PARTS})
  UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' ' || convalidated::text
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text NOT IN (${PARTS})
  UNION ALL SELECT pg_get_triggerdef(oid) || ' ' || tgenabled::text FROM pg_trigger
    WHERE NOT tgisinternal AND tgrelid::regclass::text NOT IN (${PARTS})
  UNION ALL SELECT pg_get_functiondef(p.oid) FROM pg_proc p WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  ORDER BY 1`;

/** What a schema consists of. */
export async function schemaOf(url: string): Promise<readonly string[]> {
  return onDatabase(url, async (client) => {
    const { rows } = await client.query<{ line: string }>(SCHEMA);
    return rows.map(({ line }) => line);
  });
}
