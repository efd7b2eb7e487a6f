import { appendFile, chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schemaScript } from '../authoring/schema-engine.ts';
import { type EmbeddedPostgres, migrate, pendingMigrations, startEmbeddedPostgres } from '../src/index.ts';
import { quietLog } from './quiet-log.ts';

const PRISMA = join(import.meta.dirname, '../../../prisma');
const MIGRATIONS = join(PRISMA, 'migrations');

let folder: string;
let postgres: EmbeddedPostgres;
let admin: pg.Client;
let made = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ai-sessions-migrate-'));
  await chmod(folder, 0o755);
  postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: quietLog });
  admin = new pg.Client(postgres.url);
  await admin.connect();
});

afterAll(async () => {
  await admin.end();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

async function emptyDatabase(): Promise<string> {
  const name = `scratch_${made++}`;
  await admin.query(`CREATE DATABASE ${name}`);
  return Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href;
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

/** Everything of a schema that a difference would show in. */
const SHAPE = `
  SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') AS line
  FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'
  UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
  UNION ALL SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND conrelid <> 0 AND contype <> 'n' AND conrelid::regclass::text <> '_prisma_migrations'
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
    await rowsOf(direct, foundation?.source ?? '');
    await rowsOf(direct, script);
    expect(await rowsOf(migrated, SHAPE)).toEqual(await rowsOf(direct, SHAPE));
  });

  it('may be done by eight at once on an empty database, round after round', async () => {
    for (let round = 0; round < 3; round++) {
      const url = await emptyDatabase();
      await Promise.all(Array.from({ length: 8 }, () => migrate(url, { folder: MIGRATIONS, log: quietLog })));
      const applied = await rowsOf<{ n: number }>(
        url,
        'SELECT count(*)::int AS n FROM _prisma_migrations WHERE finished_at IS NOT NULL GROUP BY migration_name',
      );
      expect(applied.every(({ n }) => n === 1)).toBe(true);
    }
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
  });

  it('leaves nothing of a migration that fails, and applies it once it is mended', async () => {
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
  it('is a UUID of version 7 that carries the time and sorts by it', async () => {
    const url = await emptyDatabase();
    await migrate(url, { folder: MIGRATIONS, log: quietLog });
    const rows = await rowsOf<{ id: string; ms: string }>(
      url,
      `SELECT uuid_v7(at) AS id, floor(extract(epoch FROM at) * 1000)::bigint AS ms
       FROM generate_series(timestamptz '2026-01-01 00:00:00.0001Z', '2026-01-01 00:00:01Z', '100 microseconds') at`,
    );
    expect(rows.length).toBeGreaterThan(9_000);
    for (const { id, ms } of rows) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(Number(ms));
    }
    expect(rows.map(({ id }) => id)).toEqual(rows.map(({ id }) => id).sort());
  });
});
