import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schemaScript } from '../authoring/schema-engine.ts';
import { migrate, pendingMigrations } from '../src/index.ts';
import { createTestDatabase, quietLog, type TestDatabase } from '../src/testing/index.ts';
import { PARTS } from './filled-database.ts';
import { Migrator } from './migrator.ts';

const PRISMA = join(import.meta.dirname, '../../../prisma');
const MIGRATIONS = join(PRISMA, 'migrations');

let folder: string;
const databases: TestDatabase[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ai-sessions-migrate-'));
});

afterAll(async () => {
  for (const database of databases) await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function emptyDatabase(): Promise<string> {
  const database = await createTestDatabase({ empty: true });
  databases.push(database);
  return database.url;
}

async function rowsOf<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** Indexes that schema.prisma has no words for: partial ones, those on expressions, and one with a collation. */
const BEYOND_PRISMA =
  "'ai_session_account_idx', 'ai_session_action_text_nfc_idx', 'ai_session_purpose_nfc_idx', 'ai_function_name_nfc_key', 'ai_session_state_idx', 'ai_session_pending_idx', 'ai_session_run_running_idx', 'ai_session_action_open_idx', 'ai_session_action_in_doubt_idx', 'account_stopped_idx', 'api_key_stopped_idx', 'user_account_stopped_idx', 'agent_grant_stopped_idx', 'ai_webhook_delivery_due_idx', 'ai_webhook_delivery_order_idx', 'audit_event_request_idx', 'request_log_request_idx', 'request_log_caller_idx'";

/** Everything of a schema that a difference would show in. Whether a table is in parts is none. */
const SHAPE = `
  SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') AS line
  FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations' AND table_name NOT IN (${PARTS})
  UNION ALL SELECT replace(indexdef, ' ON ONLY ', ' ON ') FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' AND tablename NOT IN (${PARTS}) AND indexname NOT IN (${BEYOND_PRISMA})
  UNION ALL SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND conrelid <> 0 AND contype <> 'n' AND conrelid::regclass::text <> '_prisma_migrations' AND conrelid::regclass::text NOT IN (${PARTS})
  ORDER BY 1`;

describe('migrating', () => {
  it('brings an empty database up to date, and is content the next time', async () => {
    const url = await emptyDatabase();
    await migrate(url, { folder: MIGRATIONS, log: quietLog });
    const client = new pg.Pool({ connectionString: url });
    expect(await pendingMigrations(client, MIGRATIONS)).toEqual([]);
    await client.end();
    await migrate(url, { folder: MIGRATIONS, log: quietLog });
  });

  it('gives exactly the schema that schema.prisma describes', async () => {
    const [migrated, direct] = [await emptyDatabase(), await emptyDatabase()];
    await migrate(migrated, { folder: MIGRATIONS, log: quietLog });
    const script = await schemaScript(
      direct,
      undefined,
      await readFile(join(PRISMA, 'schema.prisma'), 'utf8'),
    );
    const [foundation] = await rowsOf<{ source: string }>(
      migrated,
      "SELECT pg_get_functiondef('uuid_v7'::regproc) AS source",
    );
    await rowsOf(direct, `CREATE EXTENSION pg_trgm; ${foundation?.source}`);
    await rowsOf(direct, script);
    expect(await rowsOf(migrated, SHAPE)).toEqual(await rowsOf(direct, SHAPE));
  });

  it('may be done by four processes at once on an empty database, ten times out of ten', async () => {
    const processes = await Promise.all(Array.from({ length: 4 }, () => Migrator.start()));
    try {
      for (let round = 0; round < 10; round++) {
        const url = await emptyDatabase();
        const answers = await Promise.all(processes.map((migrator) => migrator.migrate(url, MIGRATIONS)));
        expect(answers).toEqual(Array(4).fill('done'));
        const applied = await rowsOf<{ n: number }>(
          url,
          'SELECT count(*)::int AS n FROM _prisma_migrations WHERE finished_at IS NOT NULL GROUP BY migration_name',
        );
        expect(applied.map(({ n }) => n)).toEqual(Array(applied.length).fill(1));
      }
    } finally {
      for (const migrator of processes) await migrator.kill();
    }
  });

  it('leaves nothing of a migration whose process was killed, and applies it the next time', async () => {
    const slow = join(folder, 'slow');
    const migration = join(slow, '29990101000000_slow', 'migration.sql');
    await cp(MIGRATIONS, slow, { recursive: true });
    await mkdir(join(slow, '29990101000000_slow'));
    await writeFile(migration, 'CREATE TABLE slow (n int);\nSELECT pg_advisory_xact_lock(1);\n');
    const url = await emptyDatabase();
    // Holds the migration up in its middle until its process is gone.
    const holder = new pg.Client(url);
    await holder.connect();
    await holder.query('SELECT pg_advisory_lock(1)');
    const migrator = await Migrator.start();
    void migrator.migrate(url, slow);
    const isHeldUp =
      "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'advisory' AND datname = current_database()";
    while ((await holder.query(isHeldUp)).rows.length === 0);
    await migrator.kill();
    await holder.end();
    await writeFile(migration, 'CREATE TABLE slow (n int);\n');
    await migrate(url, { folder: slow, log: quietLog });
    expect(await rowsOf(url, "SELECT to_regclass('slow')::text AS slow")).toEqual([{ slow: 'slow' }]);
  });

  it('refuses a database in which other tools have left a migration unfinished', async () => {
    const url = await emptyDatabase();
    await migrate(url, { folder: MIGRATIONS, log: quietLog });
    await rowsOf(url, 'UPDATE _prisma_migrations SET finished_at = NULL');
    await expect(migrate(url, { folder: MIGRATIONS, log: quietLog })).rejects.toThrow(
      /not finished\. Mark it with 'prisma migrate resolve'/,
    );
    const pool = new pg.Pool({ connectionString: url });
    expect(await pendingMigrations(pool, MIGRATIONS)).not.toEqual([]);
    await pool.end();
  });

  it('refuses a database that a newer version has migrated', async () => {
    const url = await emptyDatabase();
    await migrate(url, { folder: MIGRATIONS, log: quietLog });
    await rowsOf(
      url,
      "INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES ('x', 'x', '29990101000000_future', now(), now(), 1)",
    );
    await expect(migrate(url, { folder: MIGRATIONS, log: quietLog })).rejects.toThrow(
      /newer version .*future/,
    );
    // A process of this version that runs already goes on serving while the newer one takes over.
    const pool = new pg.Pool({ connectionString: url });
    expect(await pendingMigrations(pool, MIGRATIONS)).toEqual([]);
    await pool.end();
  });

  it('leaves nothing of a migration that fails, and applies it once it is fixed', async () => {
    const extended = join(folder, 'extended');
    const migration = join(extended, '29990101000000_more', 'migration.sql');
    await cp(MIGRATIONS, extended, { recursive: true });
    await mkdir(join(extended, '29990101000000_more'));
    await writeFile(migration, 'CREATE TABLE more (n int);\nSELECT no_such_function();\n');
    const url = await emptyDatabase();
    await expect(migrate(url, { folder: extended, log: quietLog })).rejects.toThrow(
      /29990101000000_more failed/,
    );
    expect(await rowsOf(url, "SELECT to_regclass('more')::text AS more")).toEqual([{ more: null }]);
    await writeFile(migration, 'CREATE TABLE more (n int);\n');
    await migrate(url, { folder: extended, log: quietLog });
    expect(await rowsOf(url, "SELECT to_regclass('more')::text AS more")).toEqual([{ more: 'more' }]);
  });

  it('refuses a migration that was changed after it had been applied', async () => {
    const changed = join(folder, 'changed');
    await cp(MIGRATIONS, changed, { recursive: true });
    const url = await emptyDatabase();
    await migrate(url, { folder: changed, log: quietLog });
    const [first = ''] = (await readdir(changed)).filter((name) => !name.endsWith('.toml'));
    await appendFile(join(changed, first, 'migration.sql'), '-- changed\n');
    await expect(migrate(url, { folder: changed, log: quietLog })).rejects.toThrow(/was changed/);
  });
});

describe('uuid_v7', () => {
  let url: string;

  beforeAll(async () => {
    const database = await createTestDatabase();
    databases.push(database);
    url = database.url;
  });

  it.each([
    ['2026-01-01 00:00:00.0001Z', '2026-01-01 00:00:01Z', '100 microseconds'],
    ['2038-01-19 03:14:07.9Z', '2038-01-19 03:14:08.1Z', '1 microsecond'],
    ['1970-01-01 00:00:00Z', '2100-01-01 00:00:00Z', '41 days 1234567 microseconds'],
  ])(
    'is a UUID of version 7 that carries the time and sorts by it, from %s to %s',
    async (from, to, step) => {
      const rows = await rowsOf<{ id: string; ms: string }>(
        url,
        `SELECT uuid_v7(at) AS id, floor(extract(epoch FROM at) * 1000)::bigint AS ms
       FROM generate_series(timestamptz '${from}', '${to}', '${step}') at`,
      );
      expect(rows.length).toBeGreaterThan(1_000);
      for (const { id, ms } of rows) {
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(Number(ms));
      }
      expect(rows.map(({ id }) => id)).toEqual(rows.map(({ id }) => id).sort());
    },
  );

  it('differs for every row, sorts by the order of inserts, and is the time now', async () => {
    const clock = async () => {
      const [row] = await rowsOf<{ ms: string }>(
        url,
        'SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS ms',
      );
      return Number(row?.ms);
    };
    const before = await clock();
    const rows = await rowsOf<{ id: string }>(
      url,
      `INSERT INTO account (name, created_by, last_modified_by) SELECT 'a', 'a', 'a' FROM generate_series(1, 5000), audit_as('{"silent":true}')
       RETURNING id`,
    );
    const after = await clock();
    expect(new Set(rows.map(({ id }) => id)).size).toBe(5_000);
    // Within one microsecond the order is left to chance.
    const times = rows.map(({ id }) => id.slice(0, 18));
    expect(times).toEqual([...times].sort());
    for (const { id } of rows) {
      const ms = Number.parseInt(id.replace('-', '').slice(0, 12), 16);
      expect(ms).toBeGreaterThanOrEqual(before);
      expect(ms).toBeLessThanOrEqual(after);
    }
  });
});
