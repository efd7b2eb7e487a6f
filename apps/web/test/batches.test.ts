import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_EMAIL, ADMIN_PASSWORD, basic, type RunningService, startService } from './support/service.ts';
import { newSession, queue } from './support/session.ts';
import { startTarget, type Target } from './support/target.ts';

// Requests that arrive at the same moment share statements; none of their clients may see that.

let database: TestDatabase;
let service: RunningService;
/** A second process on the same database. */
let other: RunningService;
let pool: pg.Pool;
let target: Target;

beforeAll(async () => {
  database = await createTestDatabase();
  target = await startTarget();
  const environment = {
    ...target.environment,
    DATABASE_URL: database.url,
    AUTH_SECRET: 'a secret that both processes of this test share',
  };
  service = await startService(environment);
  other = await startService(environment);
  pool = new pg.Pool({ connectionString: database.url });
});

afterAll(async () => {
  await Promise.all([service.stop(), other.stop()]);
  await target.stop();
  await pool.end();
  await database.drop();
});

const AT_ONCE = 16;
const numbers = Array.from({ length: AT_ONCE }, (_, index) => index);

const create = (json: object, headers: Readonly<Record<string, string>> = {}) =>
  service.request('/ai/sessions', { json, headers });

async function countOf(purpose: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM ai_session WHERE purpose = $1',
    [purpose],
  );
  return rows[0]?.count ?? 0;
}

describe('of many requests at once', () => {
  it('each is answered for itself, and each change has its own event', async () => {
    const answers = await Promise.all(
      numbers.map((index) =>
        create(index === 5 ? { accountId: 'nowhere', purpose: 'mixed' } : { purpose: 'mixed' }, {
          'x-request-id': `mixed-${index}`,
        }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(numbers.map((index) => (index === 5 ? 400 : 200)));
    expect(answers[5]?.body.responseStatus.errors).toMatchObject([{ fieldName: 'AccountId' }]);
    expect(await countOf('mixed')).toBe(AT_ONCE - 1);
    for (const [index, answer] of answers.entries()) {
      if (index === 5) continue;
      const events = await service.request(`/audit/events?entityId=${answer.body.id}`);
      expect(events.body.items).toMatchObject([
        { operation: 'NewAISession', requestId: answer.headers.get('x-request-id') },
      ]);
    }
  });

  it('a stale one is refused, and the others change what they name', async () => {
    const sessions = await Promise.all(numbers.map((index) => create({ purpose: `before ${index}` })));
    const answers = await Promise.all(
      sessions.map(({ body, headers }, index) =>
        service.request(`/ai/sessions/${body.id}`, {
          method: 'PATCH',
          json: { purpose: `after ${index}` },
          headers: { 'if-match': index === 3 ? '"7-AAAAAAAAAAAAAAAAAAAAAA"' : (headers.get('etag') ?? '') },
        }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(numbers.map((index) => (index === 3 ? 412 : 200)));
    for (const [index, { body }] of sessions.entries()) {
      const read = await service.request(`/ai/sessions/${body.id}`);
      expect(read.body.purpose).toBe(`${index === 3 ? 'before' : 'after'} ${index}`);
    }
  });

  it('those that change the same session are all done, in some order', async () => {
    const path = await newSession(service);
    const answers = await Promise.all(
      numbers.map((index) =>
        service.request(path, { method: 'PATCH', json: { purpose: `change ${index}` } }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(numbers.map(() => 200));
    expect(new Set(answers.map(({ headers }) => headers.get('etag'))).size).toBe(AT_ONCE);
  });

  it('those whose clients go away take no other with them', async () => {
    const leaving = new AbortController();
    const send = (purpose: string, signal?: AbortSignal) =>
      fetch(`${service.url}/ai/sessions`, {
        method: 'POST',
        headers: {
          authorization: basic(ADMIN_EMAIL, ADMIN_PASSWORD),
          'content-type': 'application/json',
        },
        body: JSON.stringify({ purpose }),
        signal,
      });
    const left = numbers.map(() => send('left', leaving.signal).catch(() => undefined));
    const stayed = numbers.map(() => send('stayed'));
    leaving.abort();
    const answers = await Promise.all(stayed);
    await Promise.all(left);
    expect(answers.map(({ status }) => status)).toEqual(numbers.map(() => 200));
    expect(await countOf('stayed')).toBe(AT_ONCE);
  });

  it('all are told to come back when their connection breaks, and none is done twice', async () => {
    const client = await pool.connect();
    await client.query('BEGIN; LOCK TABLE ai_session IN ACCESS EXCLUSIVE MODE');
    const answers = Promise.all(numbers.map(() => create({ purpose: 'broken' })));
    const broken = () =>
      client.query<{ count: number }>(
        `SELECT count(pg_terminate_backend(pid))::int AS count FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
    await expect.poll(async () => (await broken()).rows[0]?.count, { timeout: 4_000 }).toBeGreaterThan(0);
    await client.query('ROLLBACK');
    client.release();
    const done = (await answers).filter(({ status }) => status === 200);
    for (const answer of (await answers).filter(({ status }) => status !== 200)) {
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).not.toBeNull();
    }
    expect(await countOf('broken')).toBe(done.length);
  });
});

describe('a session with actions that one process keeps', () => {
  it('is read as another process has left it', async () => {
    const path = await newSession(service);
    const read = (from: RunningService) => from.request(path);
    await queue(service, path, { functionName: 'setSessionPurpose', arguments: '{"purpose":"p"}' });
    for (const change of [
      () => queue(other, path, { functionName: 'setSessionPurpose', arguments: '{"purpose":"q"}' }),
      () => other.request(path, { method: 'PATCH', json: { purpose: 'of the other' } }),
      () => other.request(`${path}/actions`, { method: 'DELETE' }),
    ]) {
      const before = await read(service);
      expect((await read(service)).text).toBe(before.text);
      await change();
      const after = await read(service);
      expect(after.text).not.toBe(before.text);
      expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
      expect(after.text).toBe((await read(other)).text);
    }
  });

  it('is read with the functions as another process has left them', async () => {
    const made = await other.request('/ai/functions', {
      json: {
        name: 'renewLine',
        title: 'Renew {line}',
        parameters: '{"type":"object","properties":{"line":{"type":"string"}}}',
        url: `${target.url}/renew`,
      },
    });
    expect(made.status).toBe(200);
    const path = await newSession(service);
    await queue(service, path, { functionName: 'renewLine', arguments: '{"line":"7"}' });
    expect((await service.request(path)).body.actions).toMatchObject([{ title: 'Renew “7”' }]);
    await other.request(`/ai/functions/${made.body.id}`, { method: 'DELETE' });
    const [action] = (await service.request(path)).body.actions;
    expect(action).toMatchObject({ canBeApplied: false });
    expect(action).not.toHaveProperty('title');
  });
});
