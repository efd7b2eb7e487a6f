import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeSession, createSession, type Database, openDatabase, recordEvent } from '../src/index.ts';
import { createTestDatabase, quietLog, type TestDatabase } from '../src/testing/index.ts';

const by = { userName: 'ann@example.com', userId: 'u1', address: '198.51.100.7', operation: 'Test' };

interface Link {
  readonly number: number;
  readonly digest: string;
  readonly previous: string | null;
}

let test: TestDatabase;
let database: Database;
let pool: pg.Pool;

beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({ url: test.url, log: quietLog });
  pool = new pg.Pool({ connectionString: test.url, max: 16 });
});

afterAll(async () => {
  await pool.end();
  await database.close();
  await test.drop();
});

async function chainOf(entityId: string): Promise<Link[]> {
  const { rows } = await pool.query<Link>(
    `SELECT chain_number AS number, encode(digest, 'hex') AS digest, encode(previous_digest, 'hex') AS previous
     FROM audit_event WHERE entity_id = $1 ORDER BY chain_number`,
    [entityId],
  );
  return rows;
}

/** That each event names the one before, without a gap or a fork. */
function expectLinear(chain: readonly Link[], length: number): void {
  expect(chain.map(({ number }) => number)).toEqual(Array.from({ length }, (_, at) => at + 1));
  expect(chain.map(({ previous }) => previous)).toEqual([
    null,
    ...chain.slice(0, -1).map(({ digest }) => digest),
  ]);
  expect(new Set(chain.map(({ digest }) => digest)).size).toBe(length);
}

describe('the chain of a record', () => {
  it('goes on with each event, whether a statement writes it for one session or for several', async () => {
    const { db } = database;
    const sessions = await Promise.all(Array.from({ length: 8 }, () => createSession(db, 'all', { by })));
    const ids = sessions.map((created) => created?.session.id ?? '');
    for (const purpose of ['one', 'two']) {
      await Promise.all(ids.map((id) => changeSession(db, 'all', { id, values: { purpose }, by })));
    }
    for (const id of ids) expectLinear(await chainOf(id), 3);
  });

  it('is one line, however many write at once and hold nothing', async () => {
    const { db } = database;
    await Promise.all(
      Array.from({ length: 40 }, () => recordEvent(db, { by, entityType: 'User', entityId: 'u1' })),
    );
    expectLinear(await chainOf('u1'), 40);
  });

  it('has no event of a transaction that was undone', async () => {
    const [one, other] = [await pool.connect(), await pool.connect()];
    const write = `SELECT audit_write('{"userName":"x"}', 'User', 'u2', '{}')`;
    await one.query('BEGIN');
    await one.query(write);
    const waiting = other.query(write);
    await one.query('ROLLBACK');
    await waiting;
    one.release();
    other.release();
    await pool.query(write);
    expectLinear(await chainOf('u2'), 2);
  });

  it('has digests that anybody can compute', async () => {
    await pool.query(
      `SELECT audit_write($1, 'Account', 'a"1', '{"name": [null, "Zoë \\u0001 \\"x\\" 1.10"], "n": [1.10, 2e3]}', 'why')`,
      [JSON.stringify({ ...by, agentName: 'Agent \\ 1', way: 'password' })],
    );
    const { rows } = await pool.query(
      `SELECT *, changes::text AS changes, encode(who_salt, 'hex') AS who_salt, encode(what_salt, 'hex') AS what_salt,
         encode(digest, 'hex') AS digest FROM audit_event WHERE entity_id = 'a"1'`,
    );
    const [event] = rows;
    const sha256 = (...parts: readonly (string | Buffer)[]) => {
      const hash = createHash('sha256');
      for (const part of parts) hash.update(part);
      return hash.digest();
    };
    const list = (...values: readonly unknown[]) =>
      `[${values.map((value) => JSON.stringify(value)).join(', ')}]`;
    const who = sha256(
      Buffer.from(event.who_salt, 'hex'),
      list(event.user_name, event.agent_name, event.address),
    );
    const what = sha256(Buffer.from(event.what_salt, 'hex'), list(event.changes, event.refusal));
    const content = sha256(
      list(
        'AI Sessions audit event 1',
        event.id,
        event.date_created.toISOString(),
        event.user_id,
        event.way,
        event.api_key_id,
        event.agent_grant_id,
        event.operation,
        event.entity_type,
        event.entity_id,
        event.request_id,
        who.toString('hex'),
        what.toString('hex'),
      ),
    );
    expect(event.digest).toBe(sha256(Buffer.from([0, 0, 0, 1]), content).toString('hex'));
    expect(event.changes).toContain('1.10');
  });

  it('is told of to whoever seals, once', async () => {
    const { rows } = await pool.query<{ events: number; unsealed: number; both: number }>(
      `SELECT (SELECT count(*)::int FROM audit_event) AS events, (SELECT count(*)::int FROM audit_unsealed) AS unsealed,
         (SELECT count(*)::int FROM audit_event e JOIN audit_unsealed u ON u.event_id = e.id AND u.digest = e.digest) AS both`,
    );
    expect(rows[0]?.events).toBe(rows[0]?.unsealed);
    expect(rows[0]?.events).toBe(rows[0]?.both);
  });

  it('stays as it is: no statement changes or removes an event', async () => {
    for (const statement of [
      "UPDATE audit_event SET user_name = 'x'",
      'DELETE FROM audit_event',
      'TRUNCATE audit_event',
    ]) {
      await expect(pool.query(statement), statement).rejects.toThrow('An audit event is never changed');
    }
  });
});
