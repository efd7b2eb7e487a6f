import type { AppRouter } from '@ai-sessions/api';
import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import { createTRPCClient, httpBatchLink, TRPCClientError } from '@trpc/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Credentials, makeKey, makeUser, send } from './support/callers.ts';
import { callTool, eras, sendMcp } from './support/mcp.ts';
import { type RunningService, startService } from './support/service.ts';
import { judge, newFunction, newSession, read, succeeding } from './support/session.ts';

let database: TestDatabase;
let service: RunningService;
/** A second process on the same database. */
let other: RunningService;
let administrator: Awaited<ReturnType<typeof makeUser>>;
/** A function whose arguments are `{"n":1}`. */
let fn: string;

beforeAll(async () => {
  database = await createTestDatabase();
  const environment = {
    DATABASE_URL: database.url,
    AUTH_SECRET: 'a secret that the processes of a test share',
    OUTBOUND_TARGETS: 'http://127.0.0.1:9',
    OUTBOUND_NETWORKS: '127.0.0.1/32',
  };
  service = await startService(environment);
  other = await startService(environment);
  administrator = await makeUser(service, ['SystemAdministrator']);
  fn = await newFunction(service, { url: 'http://127.0.0.1:9/f' });
});

afterAll(async () => {
  await service?.stop();
  await other?.stop();
  await database?.drop();
});

const keyWith = (limits: object, kind = 'Agent') => makeKey(service, administrator, { kind, ...limits });

const agentWith = async (limits: object) => (await keyWith(limits)).credentials;

const list = (as: Credentials) => send(service, as, '/ai/sessions?countPerPage=1');

const sessionsWith = async (purpose: string) =>
  (await succeeding(service.request(`/ai/sessions?all=true&text=${purpose}`))).body.items.length;

describe('calls in a minute', () => {
  it('are told to an agent, and not counted of others', async () => {
    const agent = await list(await agentWith({}));
    expect(agent.headers.get('ratelimit-policy')).toBe('"calls";q=600;w=60');
    expect(agent.headers.get('ratelimit')).toMatch(/^"calls";r=599;t=([1-9]|[1-5]\d|60)$/);
    for (const kind of ['Integration', 'Person']) {
      const { headers, status } = await list((await keyWith({}, kind)).credentials);
      expect([status, headers.get('ratelimit-policy'), headers.get('ratelimit')]).toEqual([200, null, null]);
    }
    const { headers } = await service.request('/ai/sessions?countPerPage=1');
    expect(headers.get('ratelimit')).toBeNull();
  });

  it.each(['Agent', 'Integration', 'Person'])(
    'beyond the limit of a key of kind %s do nothing',
    async (kind) => {
      const { credentials } = await keyWith({ callsPerMinute: 2 }, kind);
      const purpose = `beyond${kind}`;
      const open = () => send(service, credentials, '/ai/sessions', { json: { purpose } });
      expect([(await open()).status, (await open()).status]).toEqual([200, 200]);
      const refused = await open();
      expect([refused.status, refused.body.responseStatus.errorCode]).toEqual([429, 'TooManyRequests']);
      const wait = Number(refused.headers.get('retry-after'));
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(60);
      expect(refused.body.responseStatus.message).toMatch(
        /2 calls in a minute.*Try again in \d+ seconds?\.$/,
      );
      expect(refused.headers.get('ratelimit')).toBe(`"calls";r=0;t=${wait}`);
      expect(refused.headers.get('ratelimit-policy')).toBe('"calls";q=2;w=60');
      expect(await sessionsWith(purpose)).toBe(2);
      expect((await list(await agentWith({}))).status).toBe(200);
    },
  );

  it('are refused before a body is read, and in the format that was asked for', async () => {
    const agent = await agentWith({ callsPerMinute: 1 });
    await list(agent);
    const broken = await send(service, agent, '/ai/sessions', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/xml' },
    });
    expect([broken.status, broken.headers.get('content-type')]).toEqual([
      429,
      expect.stringContaining('application/xml'),
    ]);
    expect(broken.text).toContain('<ErrorCode>TooManyRequests</ErrorCode>');
  });

  it('are those of a key, whether it comes as it is, by Basic or as a token', async () => {
    const { credentials: plain } = await keyWith({ callsPerMinute: 4 }, 'Integration');
    const key = String(plain.authorization).slice('Bearer '.length);
    const basic = { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` };
    const { body } = await send(service, plain, '/auth/token');
    const token = { authorization: `Bearer ${body.authToken}` };
    const ways = [basic, token, plain, basic, token];
    const statuses: number[] = [];
    for (const way of ways) statuses.push((await list(way)).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
  });

  it('are as many as a batch has requests, and a batch that is beyond the limit is not begun', async () => {
    const agent = await agentWith({ callsPerMinute: 5 });
    const batch = (count: number, purpose: string) =>
      send(service, agent, '/json/reply/NewAISession[]', {
        json: Array.from({ length: count }, () => ({ purpose })),
      });
    const done = await batch(3, 'batchdone');
    expect([done.status, done.headers.get('ratelimit')]).toEqual([200, expect.stringContaining(';r=2;')]);
    expect((await batch(3, 'batchrefused')).status).toBe(429);
    expect([await sessionsWith('batchdone'), await sessionsWith('batchrefused')]).toEqual([3, 0]);
  });

  it('are counted one by one in a batch of tRPC, where each that is beyond says so', async () => {
    const agent = await agentWith({ callsPerMinute: 3 });
    const trpc = createTRPCClient<AppRouter>({
      links: [httpBatchLink({ url: `${service.url}/api/trpc`, headers: { ...agent } })],
    });
    const asked = Array.from({ length: 5 }, () => trpc.session.list.query({ countPerPage: 1 }));
    const results = await Promise.allSettled(asked);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    const late: unknown = await trpc.session.list.query({}).catch((error: unknown) => error);
    expect(late).toBeInstanceOf(TRPCClientError);
    if (!(late instanceof TRPCClientError)) return;
    expect(late.data).toMatchObject({ code: 'TOO_MANY_REQUESTS', httpStatus: 429 });
    expect(late.message).toMatch(/Try again in \d+ seconds?\.$/);
  });

  it.each(eras)('are told over MCP of %s in words, and cost one for each message', async (era) => {
    const credentials = await agentWith({ callsPerMinute: 2 });
    const agent = { url: service.url, credentials };
    const opened = await callTool(agent, era, 'open_session', { purpose: 'Limits' });
    expect(opened.failed).toBe(false);
    expect((await callTool(agent, era, 'list_my_sessions', {})).failed).toBe(false);
    const refused = await sendMcp(agent, '{"jsonrpc":"2.0","id":1,"method":"ping"}');
    expect([refused.status, refused.error?.code]).toEqual([429, -32_000]);
    expect(refused.error?.message).toMatch(/Try again in \d+ seconds?\.$/);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('ratelimit')).toContain(';r=0;');
  });

  it('are what the key says at once when that is changed', async () => {
    const { id, credentials } = await keyWith({ callsPerMinute: 1 });
    const change = (json: object) => service.request(`/api-keys/${id}`, { method: 'PATCH', json });
    await list(credentials);
    expect((await list(credentials)).status).toBe(429);
    const { body } = await succeeding(change({ callsPerMinute: 100 }));
    expect([body.callsPerMinute, body.key, body.hash]).toEqual([100, undefined, undefined]);
    expect((await list(credentials)).headers.get('ratelimit-policy')).toBe('"calls";q=100;w=60');
    const reset = (await succeeding(change({ callsPerMinute: 0 }))).body;
    expect('callsPerMinute' in reset).toBe(false);
    expect((await list(credentials)).headers.get('ratelimit-policy')).toBe('"calls";q=600;w=60');
    const events = await service.request(`/audit/events?entityType=ApiKey&entityId=${id}`);
    expect(events.body.items.map(({ operation }: { operation: string }) => operation)).toEqual([
      'PatchApiKey',
      'PatchApiKey',
      'NewApiKey',
    ]);
  });
});

describe('the limits of a key', () => {
  it('are for system administrators to set, and no way around them leads over another key', async () => {
    const person = await makeUser(service, ['Manager']);
    const own = (await makeKey(service, person)).credentials;
    for (const limits of [{ callsPerMinute: 5 }, { maxOpenProposals: 5 }]) {
      const { status } = await send(service, own, '/api-keys', { json: { name: 'Mine', ...limits } });
      expect(status).toBe(403);
    }
    const { id, credentials } = await keyWith({ callsPerMinute: 50, maxOpenProposals: 7 }, 'Integration');
    const { body } = await succeeding(send(service, credentials, '/api-keys', { json: { name: 'Next' } }));
    expect(body).toMatchObject({ callsPerMinute: 50, maxOpenProposals: 7 });
    const wider = { name: 'Wider', callsPerMinute: 5_000, maxOpenProposals: 3 };
    const next = await succeeding(send(service, credentials, '/api-keys', { json: wider }));
    expect(next.body).toMatchObject({ callsPerMinute: 50, maxOpenProposals: 3 });
    const raise = await send(service, own, `/api-keys/${id}`, {
      method: 'PATCH',
      json: { callsPerMinute: 9 },
    });
    expect(raise.status).toBe(403);
  });

  it('are not raised by a key that has them, of no key', async () => {
    const { id, credentials } = await keyWith({ callsPerMinute: 50, maxOpenProposals: 7 }, 'Integration');
    const other = await keyWith({ callsPerMinute: 5 }, 'Integration');
    const change = (keyId: string, json: object) =>
      send(service, credentials, `/api-keys/${keyId}`, { method: 'PATCH', json });
    for (const wider of [{ callsPerMinute: 0 }, { callsPerMinute: 51 }, { maxOpenProposals: 0 }]) {
      for (const keyId of [id, other.id]) expect((await change(keyId, wider)).status).toBe(403);
    }
    expect((await change(other.id, { callsPerMinute: 50 })).body.callsPerMinute).toBe(50);
    expect((await change(id, { callsPerMinute: 49 })).body.callsPerMinute).toBe(49);
    // A token for somebody else would have no limit, and could raise that of the key.
    const { id: userId } = await makeUser(service, ['SystemAdministrator']);
    expect((await send(service, credentials, `/auth/token?userId=${userId}`)).status).toBe(403);
    const own = await send(service, credentials, `/auth/token?userId=${administrator.id}`);
    const token = { authorization: `Bearer ${own.body.authToken}` };
    const raise = { method: 'PATCH', json: { callsPerMinute: 0 } };
    expect((await send(service, token, `/api-keys/${id}`, raise)).status).toBe(403);
  });

  it.each([{ callsPerMinute: -1 }, { callsPerMinute: 1.5 }, { maxOpenProposals: 1_000_001 }])(
    'are whole numbers within bounds, not %o',
    async (limits) => {
      const { status, body } = await service.request('/api-keys', { json: { name: 'Bad', ...limits } });
      expect([status, body.responseStatus.errors.length]).toEqual([400, 1]);
    },
  );

  it('are changed of a key that is there', async () => {
    const { status } = await service.request('/api-keys/nowhere', {
      method: 'PATCH',
      json: { callsPerMinute: 1 },
    });
    expect(status).toBe(404);
  });
});

describe('open proposals', () => {
  let n = 0;
  const proposal = () => ({ functionName: fn, arguments: `{"n":${++n}}` });
  const propose = (as: Credentials, path: string, json: object = proposal(), through = service) =>
    send(through, as, `${path}/actions`, { json });

  it('beyond the limit of a key are not queued, in all sessions together', async () => {
    const agent = await agentWith({ maxOpenProposals: 3 });
    const paths = [await newSession(service), await newSession(service)] as const;
    const first = proposal();
    await succeeding(propose(agent, paths[0], first));
    await succeeding(propose(agent, paths[0]));
    await succeeding(propose(agent, paths[1]));
    const refused = await propose(agent, paths[1]);
    expect([refused.status, refused.body.responseStatus.errorCode]).toEqual([429, 'TooManyOpenProposals']);
    expect(refused.body.responseStatus.message).toContain('Nothing was queued. 3 actions of this agent');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await read(service, paths[1])).actions).toHaveLength(1);
    // What is there already is answered as it stands.
    expect((await propose(agent, paths[0], first)).status).toBe(200);
    expect((await propose(await agentWith({}), paths[1])).status).toBe(200);
  });

  it('are all queued or none', async () => {
    const agent = await agentWith({ maxOpenProposals: 3 });
    const path = await newSession(service);
    await succeeding(propose(agent, path));
    expect((await propose(agent, path, { actions: [proposal(), proposal(), proposal()] })).status).toBe(429);
    expect((await read(service, path)).actions).toHaveLength(1);
    expect((await propose(agent, path, { actions: [proposal(), proposal()] })).status).toBe(200);
  });

  it('are fewer once they are withdrawn, decided on, or their session is discarded', async () => {
    const agent = await agentWith({ maxOpenProposals: 1 });
    const paths = [await newSession(service), await newSession(service), await newSession(service)] as const;
    const queued = async (path: string) => (await succeeding(propose(agent, path))).body.actions.at(-1).id;
    const isFull = async () => (await propose(agent, paths[2])).status === 429;

    const withdrawn = await queued(paths[0]);
    expect(await isFull()).toBe(true);
    await succeeding(send(service, agent, `${paths[0]}/actions/${withdrawn}`, { method: 'DELETE' }));
    const decided = await queued(paths[0]);
    await judge(service, paths[0], decided, 'Returned', 'Not so');
    expect(await isFull()).toBe(true);
    await judge(service, paths[0], decided, 'Accepted');
    await queued(paths[1]);
    expect(await isFull()).toBe(true);
    await service.request(paths[1], { method: 'DELETE' });
    expect(await isFull()).toBe(false);
  });

  it.each([1, 5, 40])(
    'are never more than %i, however many come at once to two processes',
    async (maximum) => {
      const agent = await agentWith({ maxOpenProposals: maximum });
      const paths = await Promise.all(Array.from({ length: 6 }, () => newSession(service)));
      const answers = await Promise.all(
        Array.from({ length: maximum + 30 }, (_, index) =>
          propose(agent, paths[index % paths.length] ?? '', proposal(), index % 2 === 0 ? service : other),
        ),
      );
      const statuses = answers.map(({ status }) => status);
      const sessions = await Promise.all(paths.map((path) => read(service, path)));
      const queued = sessions.reduce((sum, { actions = [] }) => sum + actions.length, 0);
      expect(statuses.filter((status) => status === 200)).toHaveLength(queued);
      // A busy machine may let some wait too long, which queues nothing either.
      expect(new Set([503, ...statuses])).toEqual(new Set([503, 200, 429]));
      expect(queued).toBe(maximum);
    },
  );

  it('are not counted of whoever has no limit, nor of people', async () => {
    const path = await newSession(service);
    const { credentials } = await keyWith({}, 'Integration');
    const many = { actions: Array.from({ length: 30 }, proposal) };
    expect((await propose(credentials, path, many)).status).toBe(200);
    const limited = (await keyWith({ maxOpenProposals: 2 }, 'Integration')).credentials;
    expect((await propose(limited, path, many)).status).toBe(429);
  });

  it('are told over MCP as what to do', async () => {
    const agent = { url: service.url, credentials: await agentWith({ maxOpenProposals: 1 }) };
    const sessionId = (await newSession(service)).slice('/ai/sessions/'.length);
    const call = () => callTool(agent, '2026-07-28', `propose_${fn}`, { sessionId, n: ++n });
    expect((await call()).failed).toBe(false);
    const { failed, text, data } = await call();
    expect([failed, data.error.code]).toEqual([true, 'TooManyOpenProposals']);
    expect(text).toContain('Stop proposing');
    expect(text).toContain('withdraw_action');
  });
});
