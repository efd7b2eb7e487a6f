import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Prisma } from '../src/generated/prisma/client.ts';
import { classifyDatabaseError, type Database, openDatabase } from '../src/index.ts';
import { text } from '../src/statement/column.ts';
import { statement } from '../src/statement/statement.ts';
import { createTestDatabase, quietLog, type TestDatabase } from '../src/testing/index.ts';

let scratch: TestDatabase;
let database: Database;

beforeAll(async () => {
  scratch = await createTestDatabase();
  database = openDatabase({ url: scratch.url, log: quietLog });
  await database.pool.query(`
    CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'as told' USING ERRCODE = NEW.first_name; END $$;
    CREATE TRIGGER fail BEFORE INSERT ON user_account FOR EACH ROW EXECUTE FUNCTION fail()`);
});

afterAll(async () => {
  await database.close();
  await scratch.drop();
});

describe('an error of the database', () => {
  it.each([
    ['57P01', 'unavailable'],
    ['57P03', 'unavailable'],
    ['08006', 'unavailable'],
    ['53300', 'unavailable'],
    ['55P03', 'unavailable'],
    ['57014', 'unavailable'],
    ['25006', 'unavailable'],
    ['40001', 'unavailable'],
    ['53100', 'storageFull'],
    ['23514', 'other'],
    ['42601', 'other'],
  ] as const)('%s is %s, however it was asked', async (state, kind) => {
    const insert = `INSERT INTO user_account (email_address, first_name) VALUES ('a@example.org', '${state}')`;
    const attempts = [
      database.pool.query(insert),
      database.db.write('silently', ({ prisma }) =>
        prisma.user.create({ data: { emailAddress: 'a@example.org', firstName: state } }),
      ),
      database.db.rows(
        statement(
          { id: text },
          Prisma.sql`INSERT INTO user_account (email_address, first_name) VALUES ('a@example.org', ${state}) RETURNING id`,
        ),
      ),
    ];
    for (const result of await Promise.allSettled(attempts)) {
      expect(result.status === 'rejected' && classifyDatabaseError(result.reason)).toBe(kind);
    }
  });

  it('is an outage when nothing listens', async () => {
    const dead = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none', log: quietLog });
    for (const attempt of [dead.pool.query('SELECT 1'), dead.db.prisma.user.count()]) {
      expect(
        await attempt.then(
          () => 'answered',
          (error: unknown) => classifyDatabaseError(error),
        ),
      ).toBe('unavailable');
    }
    expect(await dead.ping()).toBe(false);
    await dead.close();
  });
});

it('does not let a caller wait for ever for a lock or for a slow statement', async () => {
  const holder = await database.pool.connect();
  try {
    await holder.query('BEGIN; LOCK TABLE account');
    const attempts = [
      database.pool.query('SELECT 1 FROM account'),
      database.pool.query('SELECT pg_sleep(60)'),
    ];
    for (const result of await Promise.allSettled(attempts)) {
      expect(result.status === 'rejected' && classifyDatabaseError(result.reason)).toBe('unavailable');
    }
  } finally {
    await holder.query('ROLLBACK');
    holder.release();
  }
});

it('outlives the end of its connections, those in use included', async () => {
  const inUse = await database.pool.connect();
  const other = openDatabase({ url: scratch.url, log: quietLog });
  await other.pool.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  await expect(inUse.query('SELECT 1')).rejects.toSatisfy(
    (error: unknown) => classifyDatabaseError(error) === 'unavailable',
  );
  inUse.release(true);
  // A connection whose end has not been heard of yet would be given to the next caller, who is told so (57P01).
  while (database.pool.totalCount > 0) await delay(20);
  expect((await database.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  expect(await database.db.prisma.user.count()).toBe(0);
  await other.close();
});
