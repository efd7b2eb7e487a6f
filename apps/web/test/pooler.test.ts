import {
  createTestDatabase,
  type PgBouncer,
  type Replica,
  startPgBouncer,
  startReplica,
  type TestDatabase,
} from '@ai-sessions/db/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADMIN_PASSWORD, type Answer, type RunningService, startService, until } from './support/service.ts';
import { apply, latestRun, newSession, queue, read, statesOf, succeeding } from './support/session.ts';
import { signIn } from './support/sign-in.ts';

/** Fewer than the service has of its own, so that its transactions change sessions all the time. */
const SERVER_CONNECTIONS = 4;

const METRICS_TOKEN = 'the-token-for-the-metrics-of-this-test';

let database: TestDatabase;
let pooler: PgBouncer;
let replica: Replica;
let service: RunningService;

beforeAll(async () => {
  database = await createTestDatabase();
  pooler = await startPgBouncer(database.url, SERVER_CONNECTIONS);
  replica = await startReplica(database.url);
  service = await startService({
    DATABASE_URL: database.url,
    DATABASE_POOL_URL: pooler.url,
    DATABASE_POOL_STATEMENTS: String(pooler.keepsStatements),
    DATABASE_READ_URL: replica.url,
    METRICS_TOKEN,
  });
});

afterAll(async () => {
  await service.stop();
  await replica.stop();
  await pooler.stop();
  await database.drop();
});

it('opens, changes, reads and lists sessions, many at once', async () => {
  const paths = await Promise.all(Array.from({ length: 60 }, () => newSession(service)));
  expect(new Set(paths).size).toBe(60);
  const counter = paths[0] ?? '';
  const changes = await Promise.all(
    paths.map(async (path, n) => {
      const { headers } = await succeeding(service.request(path));
      const json = { purpose: `Purpose ${n}` };
      const ifMatch = { 'if-match': headers.get('etag') ?? '' };
      const first = await service.request(path, { method: 'PATCH', json, headers: ifMatch });
      const again = await service.request(path, { method: 'PATCH', json, headers: ifMatch });
      return [first.status, again.status];
    }),
  );
  expect(new Set(changes.flat())).toEqual(new Set([200, 412]));
  const lists = await Promise.all(
    Array.from({ length: 30 }, () => succeeding(service.request('/ai/sessions?countPerPage=25'))),
  );
  expect(new Set(lists.map(({ body }) => body.items.length))).toEqual(new Set([25]));
  expect((await read(service, counter)).purpose).toBe('Purpose 0');
});

it('applies a session, and whoever follows it hears of that', async () => {
  const path = await newSession(service);
  const proposal = { functionName: 'setSessionPurpose', arguments: '{"purpose":"Applied"}' };
  await queue(service, path, proposal);
  const input = encodeURIComponent(JSON.stringify({ sessionId: path.slice('/ai/sessions/'.length) }));
  const { call } = await signIn(service, ADMIN_PASSWORD);
  const watched = await call(`/api/trpc/session.watch?input=${input}`);
  expect(watched.headers.get('content-type')).toBe('text/event-stream');
  const reader = watched.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  const hears = async (part: string) => {
    while (!heard.includes(part)) heard += (await reader?.read())?.value ?? '';
  };
  await hears('"version"');
  await succeeding(apply(service, path));
  await hears('"Applied"');
  await reader?.cancel();
  const applied = await read(service, path);
  expect([applied.purpose, ...statesOf(applied)]).toEqual(['Applied', 'Applied']);
  expect((await latestRun(service, path)).state).toBe('Applied');
});

/** The value of a series of the metrics. */
async function metric(series: string): Promise<number> {
  const { text } = await service.request('/metrics', { authorization: `Bearer ${METRICS_TOKEN}` });
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return Number(line?.slice(series.length + 1));
}

/** Opens sessions, many at once, each of which has to be in the list and in the search right away. */
async function openAndFind(): Promise<void> {
  const opened = Array.from({ length: 8 }, async (_, n) => {
    const purpose = `To be found at once, ${n}, ${crypto.randomUUID()}`;
    const id = (await newSession(service, { purpose })).slice('/ai/sessions/'.length);
    for (const query of ['simplifiedPaging=true', `text=${encodeURIComponent(purpose)}`]) {
      const { body } = await succeeding(service.request(`/ai/sessions?${query}`));
      expect(body.items).toContainEqual(expect.objectContaining({ id }));
    }
  });
  await Promise.all(opened);
}

it('lists and finds on the replica what was opened right before, and on the primary while that is away', async () => {
  const byReplica = 'ai_sessions_replica_statements_total{place="replica"}';
  await until(async () => (await metric('ai_sessions_replica_read')) === 1);
  const before = await metric(byReplica);
  await openAndFind();
  expect(await metric(byReplica)).toBeGreaterThan(before);
  await replica.pause();
  await openAndFind();
  await replica.kill();
  await openAndFind();
  expect((await service.request('/readyz')).status).toBe(200);
  await until(async () => (await metric('ai_sessions_replica_read')) === 0);
  await replica.start();
  await until(async () => (await metric('ai_sessions_replica_read')) === 1);
});

it('lives through the death of the pooler: 503 meanwhile, then as before', async () => {
  await pooler.kill();
  const refused: Answer[] = [];
  await until(async () => {
    refused.push(await service.request('/ai/sessions', { json: {} }));
    return refused.length === 3;
  });
  for (const { status, headers, body } of refused) {
    expect([status, body.responseStatus.errorCode]).toEqual([503, 'DatabaseUnavailable']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  }
  await pooler.start();
  await until(async () => (await service.request('/ai/sessions', { json: {} })).status === 200);
  await until(async () => (await service.request('/readyz')).status === 200);
});

it('counts failed sign-ins', async () => {
  const attempts = await Promise.all(Array.from({ length: 12 }, (_, n) => signIn(service, `wrong ${n}`)));
  expect(new Set(attempts.map(({ status }) => status))).toEqual(new Set([401, 429]));
});
