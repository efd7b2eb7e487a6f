import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Credentials, cookiesOf, makeKey, makeUser, send } from './support/callers.ts';
import { ADMIN_EMAIL, ADMIN_PASSWORD, basic, type RunningService, startService } from './support/service.ts';
import { apply, newFunction, newSession, newSessionOf, queue, read } from './support/session.ts';
import { done, startTarget, type Target } from './support/target.ts';

let database: TestDatabase;
let target: Target;
let environment: Readonly<Record<string, string>>;
let service: RunningService;
/** A second process on the same database, in which things are changed. */
let other: RunningService;
let keyed: string;

beforeAll(async () => {
  database = await createTestDatabase();
  target = await startTarget();
  environment = {
    DATABASE_URL: database.url,
    AUTH_SECRET: 'a secret that both processes of this test share',
    ...target.environment,
  };
  service = await startService(environment);
  other = await startService(environment);
  keyed = await newFunction(service, { url: `${target.url}/keyed`, honoursIdempotencyKey: true });
});

beforeEach(() => {
  target.calls.length = 0;
  target.answer = done;
});

afterAll(async () => {
  await Promise.all([service.stop(), other.stop()]);
  await target.stop();
  await database.drop();
});

const ADMINISTRATOR = { authorization: basic(ADMIN_EMAIL, ADMIN_PASSWORD) };

interface News {
  readonly version: number;
  readonly state: string;
  readonly viewers: readonly string[];
}

/** What a page hears of its session. */
interface Watch {
  /** The next element; `undefined` when the server has ended the stream. */
  next(): Promise<News | undefined>;
  /** Reads on until an element is as asked for; `undefined` when the server has ended the stream before. */
  find(wanted: (news: News) => boolean): Promise<News | undefined>;
  leave(): Promise<void>;
}

/** Follows a session as a page does: the subscription of tRPC over server-sent events. */
async function watch(
  path: string,
  credentials: Credentials = ADMINISTRATOR,
  at: RunningService = service,
): Promise<Watch> {
  const input = encodeURIComponent(JSON.stringify({ sessionId: path.slice('/ai/sessions/'.length) }));
  const leaving = new AbortController();
  const response = await fetch(`${at.url}/api/trpc/session.watch?input=${input}`, {
    headers: { accept: 'text/event-stream', ...credentials },
    signal: leaving.signal,
  });
  const events = eventsOf(response);
  const next = async () => {
    const { value } = await events.next();
    return value;
  };
  return {
    next,
    async find(wanted) {
      for (;;) {
        const news = await next();
        if (!news || wanted(news)) return news;
      }
    },
    async leave() {
      leaving.abort();
      await events.next().catch(() => {});
    },
  };
}

/** The elements of a stream of server-sent events, until it ends or says that it does. */
async function* eventsOf({ body }: Response): AsyncGenerator<News, undefined> {
  if (!body) return;
  let text = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const blocks = (text + chunk).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const lines = block.split('\n').map((line) => /^(\w+): ?(.*)$/.exec(line));
      const field = (name: string) => lines.find((line) => line?.[1] === name)?.[2];
      if (field('event') === 'return' || field('event') === 'serialized-error') return;
      const data = field('data');
      if (field('event') === undefined && data !== undefined) yield JSON.parse(data);
    }
  }
}

describe('whoever watches a session', () => {
  it('hears of what is queued, judged and dropped, in whichever process', async () => {
    const path = await newSession(service);
    const heard = await watch(path);
    const first = await heard.next();
    expect(first?.state).toBe('Open');
    let version = first?.version ?? 0;
    const hears = async (change: Promise<unknown>) => {
      await change;
      const news = await heard.next();
      expect(news?.version).toBeGreaterThan(version);
      version = news?.version ?? 0;
    };
    await hears(queue(service, path, { functionName: keyed, arguments: '{"n":1}' }));
    await hears(queue(other, path, { functionName: keyed, arguments: '{"n":2}' }));
    const [action] = (await read(service, path)).actions;
    const on = `${path}/actions/${action?.id}`;
    await hears(other.request(`${on}/judgement`, { json: { judgement: 'Accepted' } }));
    await hears(other.request(on, { method: 'PATCH', json: { arguments: '{"n":3}' } }));
    await hears(other.request(on, { method: 'DELETE' }));
    await heard.leave();
  });

  it('follows a run to its end', async () => {
    const { path } = await newSessionOf(service, keyed, 3);
    const watchers = await Promise.all([watch(path), watch(path, ADMINISTRATOR, other)]);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    target.answer = async (call, response) => {
      await held;
      await done(call, response);
    };
    const applied = apply(other, path);
    for (const heard of watchers) {
      expect(await heard.find(({ state }) => state === 'Applying')).toBeDefined();
    }
    release();
    for (const heard of watchers) {
      expect(await heard.find(({ state }) => state === 'Applied')).toBeDefined();
      await heard.leave();
    }
    expect((await applied).body.state).toBe('Applied');
  });

  it('hears nothing of other sessions', async () => {
    const [path, noisy] = [await newSession(service), await newSession(service)];
    const heard = await watch(path);
    const first = await heard.next();
    await queue(other, noisy, { functionName: keyed });
    await queue(other, path, { functionName: keyed });
    expect((await heard.next())?.version).toBe((first?.version ?? 0) + 1);
    await heard.leave();
  });
});

it('tells people at the desk who else has it open, in whichever process, and programs nothing', async () => {
  const path = await newSession(service);
  const [ada, ben] = [
    await makeUser(service, ['SystemAdministrator']),
    await makeUser(service, ['SystemAdministrator']),
  ];
  await service.request(`/users/${ada.id}`, {
    method: 'PATCH',
    json: { firstName: 'Ada', lastName: 'Lovelace' },
  });
  const adas = await cookiesOf(service, ada);
  const seen = (heard: Watch, ...viewers: string[]) =>
    heard.find((news) => news.viewers.join() === viewers.join());
  const program = await watch(path, (await makeKey(service, ada)).credentials);
  expect(await seen(program)).toBeDefined();
  const first = await watch(path, adas);
  expect(await seen(first)).toBeDefined();
  const second = await watch(path, await cookiesOf(service, ben), other);
  expect(await seen(second, 'Ada Lovelace')).toBeDefined();
  expect(await seen(first, ben.emailAddress)).toBeDefined();
  // In two tabs she is one, and no other to herself.
  const again = await watch(path, adas, other);
  expect(await seen(again, ben.emailAddress)).toBeDefined();
  await again.leave();
  await first.leave();
  expect(await seen(second)).toBeDefined();
  await second.leave();
  await queue(service, path, { functionName: keyed });
  expect((await program.next())?.viewers).toEqual([]);
  await program.leave();
});

describe('the stream ends', () => {
  it('when the session is discarded', async () => {
    const path = await newSession(service);
    const heard = await watch(path);
    await heard.next();
    await other.request(path, { method: 'DELETE' });
    expect(await heard.next()).toBeUndefined();
  });

  it.concurrent.each([
    [
      'the key is revoked',
      async () => {
        const { id, credentials } = await makeKey(service, await makeUser(service, ['SystemAdministrator']));
        return {
          credentials,
          withdraw: () => other.request(`/api-keys/${id}`, { method: 'DELETE' }),
        };
      },
    ],
    [
      'the role is withdrawn',
      async () => {
        const user = await makeUser(service, ['SystemAdministrator']);
        const { credentials } = await makeKey(service, user);
        return {
          credentials,
          withdraw: () => other.request(`/users/${user.id}`, { method: 'PATCH', json: { roles: [] } }),
        };
      },
    ],
    [
      'the browser is signed out',
      async () => {
        const credentials = await cookiesOf(service, await makeUser(service, ['SystemAdministrator']));
        return {
          credentials,
          withdraw: () => send(other, credentials, '/auth/logout', { method: 'POST', json: {} }),
        };
      },
    ],
  ])('when %s', async (_, prepare) => {
    const { credentials, withdraw } = await prepare();
    const path = await newSession(service);
    const heard = await watch(path, credentials);
    expect(await heard.next()).toBeDefined();
    await withdraw();
    // Nothing is changed, so nothing but the withdrawal can end it.
    expect(await heard.next()).toBeUndefined();
  });

  it('when the process stops, which it does in order', async () => {
    const leaving = await startService(environment);
    const path = await newSession(leaving);
    const watchers = await Promise.all([1, 2, 3].map(() => watch(path, ADMINISTRATOR, leaving)));
    for (const heard of watchers) await heard.next();
    const [exitCode, ...ends] = await Promise.all([leaving.stop(), ...watchers.map((heard) => heard.next())]);
    expect([exitCode, ends]).toEqual([0, [undefined, undefined, undefined]]);
  });
});

it('tells nothing to whoever may not read the session', async () => {
  const path = await newSession(service);
  const nobody = await makeKey(service, await makeUser(service));
  const theirs = (await service.request('/accounts', { json: { name: 'Theirs' } })).body.id;
  const limited = await makeKey(service, await makeUser(service, ['SystemAdministrator']), {
    accountIds: [theirs],
  });
  const input = encodeURIComponent(JSON.stringify({ sessionId: path.slice('/ai/sessions/'.length) }));
  for (const [credentials, status] of [
    [{}, 401],
    [nobody.credentials, 403],
  ] as const) {
    const headers = { accept: 'text/event-stream' };
    const answer = await send(service, credentials, `/api/trpc/session.watch?input=${input}`, { headers });
    expect(answer.status).toBe(status);
  }
  for (const [credentials, place] of [
    [limited.credentials, path],
    [ADMINISTRATOR, '/ai/sessions/none'],
  ] as const) {
    const heard = await watch(place, credentials);
    expect(await heard.next()).toBeUndefined();
  }
});
