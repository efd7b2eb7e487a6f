import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../src/index.ts';
import { createTestDatabase, quietLog, type TestDatabase } from '../src/testing/index.ts';
import { onDatabase } from './filled-database.ts';

const MIGRATIONS = join(import.meta.dirname, '../../../prisma/migrations');
/** The first migration that prepares events for parts. */
const FIRST = '20261130150000_audit_event_bound';

const databases: TestDatabase[] = [];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ai-sessions-partitions-'));
});

afterAll(async () => {
  for (const database of databases) await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function database(options: { readonly empty?: boolean } = {}): Promise<string> {
  const made = await createTestDatabase(options);
  databases.push(made);
  return made.url;
}

/** One event on each of the last so many days, with the id of its time. */
const EVENTS = `
  INSERT INTO audit_event (id, date_created, user_name, operation, entity_type, entity_id, changes)
  SELECT uuid_v7(at), at, 'ann@example.com', 'PatchAISession', 'AISession', 'one', '{}'
  FROM generate_series(now() - interval '700 days', now(), interval '1 day') at`;

interface Part {
  readonly name: string;
  readonly lower: string | null;
  readonly upper: string | null;
}

const partsOf = async (client: pg.Client): Promise<Part[]> =>
  (
    await client.query<Part>(
      `SELECT partition::text AS name, instant_of_id(lower_bound)::text AS lower, instant_of_id(upper_bound)::text AS upper
       FROM partitions_of('audit_event')`,
    )
  ).rows;

async function one<T>(client: pg.Client, sql: string, values: readonly unknown[] = []): Promise<T> {
  const { rows } = await client.query<{ value: T }>(`SELECT (${sql}) AS value`, [...values]);
  const [row] = rows;
  if (!row) throw new Error('There is no row.');
  return row.value;
}

describe('events by month', () => {
  it('takes the table of an earlier version as one part, as it is', async () => {
    const before = join(folder, 'before');
    await cp(MIGRATIONS, before, { recursive: true });
    for (const name of await readdir(before)) {
      if (name >= FIRST && !name.endsWith('.toml')) await rm(join(before, name), { recursive: true });
    }
    const url = await database({ empty: true });
    await migrate(url, { folder: before, log: quietLog });
    await onDatabase(url, async (client) => {
      await client.query("SET timezone = 'UTC'");
      await client.query(EVENTS);
      const file = await one(client, "pg_relation_filenode('audit_event')");
      await migrate(url, { folder: MIGRATIONS, log: quietLog });
      expect(await one(client, "pg_relation_filenode('audit_event_earlier')")).toBe(file);
      expect(await one(client, 'SELECT count(*)::int FROM audit_event')).toBe(701);
      const indexes = await one(
        client,
        "SELECT count(*)::int FROM pg_index WHERE indrelid = 'audit_event'::regclass",
      );
      expect(indexes).toBeGreaterThanOrEqual(4);
      for (const { name } of await partsOf(client)) {
        expect(
          await one(client, 'SELECT count(*)::int FROM pg_index WHERE indrelid = $1::regclass', [name]),
        ).toBe(indexes);
      }
      await expect(client.query("UPDATE audit_event SET user_name = 'eve'")).rejects.toThrow(/never changed/);
      await expect(client.query('DELETE FROM audit_event_earlier')).rejects.toThrow(/never changed/);
    });
  });

  it('has a place for whatever is written, and a part for each month', async () => {
    const url = await database();
    await onDatabase(url, async (client) => {
      await client.query("SET timezone = 'UTC'");
      const parts = await partsOf(client);
      expect(parts.map(({ lower }) => lower).slice(1)).toEqual(parts.map(({ upper }) => upper).slice(0, -1));
      expect(parts).toHaveLength(5);
      await client.query(EVENTS);
      await client.query(
        `INSERT INTO audit_event (id, user_name, operation, entity_type, changes)
         SELECT uuid_v7(now() + interval '70 years'), 'ann', 'PatchUser', 'User', '{}'`,
      );
      const rows = await client.query(
        'SELECT tableoid::regclass::text AS part, count(*)::int FROM audit_event GROUP BY 1',
      );
      expect(rows.rows.reduce((sum, { count }) => sum + count, 0)).toBe(702);
      // A part of its own begins with the first instant of a month of UTC.
      const [, month] = parts;
      expect(month?.name).toBe(await one(client, 'to_char(now(), \'"audit_event_"YYYY_MM\')'));
      expect(month?.lower).toMatch(/-01 00:00:00\+00$/);
      await expect(client.query(`DELETE FROM ${month?.name}`)).rejects.toThrow(/never changed/);
    });
  });

  it('gives lists their order by going through the parts one by one', async () => {
    const url = await database();
    await onDatabase(url, async (client) => {
      await client.query(EVENTS);
      await client.query('ANALYZE audit_event');
      await client.query('SET enable_seqscan = off');
      for (const condition of [
        'true',
        "entity_type = 'AISession' AND entity_id = 'one'",
        'id < uuid_v7(now())',
      ]) {
        const { rows } = await client.query<{ 'QUERY PLAN': string }>(
          `EXPLAIN SELECT id FROM audit_event WHERE ${condition} ORDER BY id DESC LIMIT 26`,
        );
        const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
        expect(plan).toMatch(/^Limit .*\n {2}-> {2}Append /);
        expect(plan).not.toContain('Sort');
      }
    });
  });

  it('makes the parts of the months to come, those too that were missed', async () => {
    const url = await database();
    await onDatabase(url, async (client) => {
      await client.query("SET timezone = 'UTC'");
      expect(await one(client, "extend_partitions('audit_event', 'month', 2)")).toBe(0);
      expect(await one(client, "extend_partitions('audit_event', 'month', 4)")).toBe(2);
      // Nobody made any for a year: what was written then has become one part.
      await client.query(
        `INSERT INTO audit_event (id, user_name, operation, entity_type, changes)
         SELECT uuid_v7(now() + interval '1 year'), 'ann', 'PatchUser', 'User', '{}'`,
      );
      const before = await partsOf(client);
      await one(client, "extend_partitions('audit_event', 'month', 14)");
      const after = await partsOf(client);
      expect(after).toHaveLength(before.length + 3);
      expect(after.map(({ lower }) => lower).slice(1)).toEqual(after.map(({ upper }) => upper).slice(0, -1));
      expect(await one(client, 'SELECT count(*)::int FROM audit_event')).toBe(1);
    });
  });

  it('removes the oldest month as a whole, and no place to write to', async () => {
    const url = await database();
    await onDatabase(url, async (client) => {
      await client.query("SET timezone = 'UTC'");
      await client.query(EVENTS);
      await one(client, "extend_partitions('audit_event', 'month', 2)");
      const drop = async (before: string) =>
        (await client.query(`SELECT * FROM drop_oldest_partition('audit_event', ${before})`)).rows[0];
      const month = "date_trunc('month', now())";
      const now = await one<number>(
        client,
        `SELECT count(*)::int FROM audit_event WHERE id < least_id_from(${month})`,
      );
      // All before the first month goes at once.
      expect(await drop(month)).toEqual({ dropped: 'audit_event_earlier', removed: String(now) });
      expect(await drop(month)).toBeUndefined();
      const next = `${month} + interval '1 month'`;
      expect(await drop(next)).toEqual({
        dropped: await one(client, 'to_char(now(), \'"audit_event_"YYYY_MM\')'),
        removed: String(701 - now),
      });
      await client.query(EVENTS);
      expect(await one(client, 'SELECT count(*)::int FROM audit_event')).toBe(701);
    });
  });

  it('gives a part the settings of the others', async () => {
    const url = await database();
    await onDatabase(url, async (client) => {
      const settings = (table: string) =>
        one<string>(client, 'SELECT reloptions::text FROM pg_class WHERE oid = $1::regclass', [table]);
      const earlier = await settings('request_log_earlier');
      expect(earlier).toContain('autovacuum_analyze_scale_factor=1');
      expect(await settings('request_log_later')).toBe(earlier);
      expect(await settings('audit_event_later')).toBeNull();
    });
  });

  it('gives up when others would have to wait', async () => {
    const url = await database();
    await onDatabase(url, async (reader) => {
      await reader.query('BEGIN; SELECT count(*) FROM audit_event');
      await onDatabase(url, async (client) => {
        await expect(
          client.query("SELECT extend_partitions('audit_event', 'month', 9)"),
        ).rejects.toMatchObject({
          code: '55P03',
        });
      });
    });
  });
});
