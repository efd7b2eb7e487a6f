import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type Actor,
  createSession,
  type Database,
  limitPooledConnections,
  openDatabase,
} from '../src/index.ts';
import { sqlStateOf } from '../src/sql-state.ts';
import {
  createTestDatabase,
  type PgBouncer,
  quietLog,
  startPgBouncer,
  type TestDatabase,
} from '../src/testing/index.ts';

/** Fewer than the service has: whoever comes again gets another one. */
const SERVER_CONNECTIONS = 3;

const by: Actor = { userName: 'tester@example.com', operation: 'Test' };

let testDatabase: TestDatabase;
let pooler: PgBouncer;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  pooler = await startPgBouncer(testDatabase.url, SERVER_CONNECTIONS);
  // Several processes start at once.
  await Promise.all(Array.from({ length: 4 }, () => limitPooledConnections(pooler.url)));
  database = openDatabase({
    url: testDatabase.url,
    poolerUrl: pooler.url,
    poolerKeepsStatements: pooler.keepsStatements,
    log: quietLog,
  });
});

afterAll(async () => {
  await database.close();
  await pooler.stop();
  await testDatabase.drop();
});

it('reads and writes, in transactions and at once, more often than the pooler has connections', async () => {
  const { db } = database;
  const made = await Promise.all(
    Array.from({ length: 40 }, (_, n) => createSession(db, 'all', { purpose: `Purpose ${n}`, by })),
  );
  expect(new Set(made.map((result) => result?.session.id)).size).toBe(40);
  const written = await Promise.all(
    Array.from({ length: 12 }, (_, n) =>
      db.write(by, async (tx) => {
        const account = await tx.prisma.account.create({
          data: { name: `Account ${n}`, createdBy: 'a', lastModifiedBy: 'a' },
        });
        return tx.prisma.account.update({ where: { id: account.id }, data: { name: `Renamed ${n}` } });
      }),
    ),
  );
  const names = await db.prisma.account.findMany({ where: { id: { in: written.map(({ id }) => id) } } });
  expect(names.map(({ name }) => name).every((name) => name.startsWith('Renamed'))).toBe(true);
  const events = await db.prisma.auditEvent.findMany({ where: { userName: by.userName } });
  expect(events.length).toBeGreaterThanOrEqual(40 + 24);
});

it('ends slow statements and waits for locks in PostgreSQL itself, on every connection', async () => {
  const sleepers = Array.from({ length: SERVER_CONNECTIONS }, () =>
    database.pool.query('SELECT pg_sleep(60)'),
  );
  for (const result of await Promise.allSettled(sleepers)) {
    expect(result.status === 'rejected' && sqlStateOf(result.reason)).toBe('57014');
  }
  const holder = new pg.Client(testDatabase.url);
  await holder.connect();
  await holder.query('BEGIN; LOCK TABLE account');
  try {
    const waiting = await database.pool.query('SELECT 1 FROM account').catch(sqlStateOf);
    expect(waiting).toBe('55P03');
  } finally {
    await holder.end();
  }
});

it('gives connections that the pooler opens later the same settings', async () => {
  await pooler.kill();
  await pooler.start();
  const client = new pg.Client(pooler.url);
  await client.connect();
  const { rows } = await client.query(`
    SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock,
      current_setting('idle_in_transaction_session_timeout') AS idle, current_setting('timezone') AS zone`);
  await client.end();
  expect(rows).toEqual([{ statement: '4s', lock: '2s', idle: '10s', zone: 'UTC' }]);
});

it('keeps a session of its own for the queue', async () => {
  const client = await database.directPool.connect();
  const heard = new Promise((resolve) => client.once('notification', resolve));
  await client.query('LISTEN pooler_test');
  await database.pool.query('NOTIFY pooler_test');
  expect(await heard).toMatchObject({ channel: 'pooler_test' });
  client.release(true);
});
