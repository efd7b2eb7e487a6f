import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import { EventSource } from 'eventsource';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Credentials, makeKey, makeUser, send } from './support/callers.ts';
import { newWebhook, type ReceivedEvent, type Receiver, startReceiver } from './support/receiver.ts';
import {
  ADMIN_EMAIL,
  ADMIN_PASSWORD,
  basic,
  type RunningService,
  startService,
  until,
} from './support/service.ts';
import { apply, judge, newFunction, newSession, newSessionOf, queue, succeeding } from './support/session.ts';
import { startTarget, type Target } from './support/target.ts';

let database: TestDatabase;
let target: Target;
let receiver: Receiver;
let environment: Readonly<Record<string, string>>;
let service: RunningService;
/** A second process on the same database, in which things are changed. */
let other: RunningService;
let keyed: string;

beforeAll(async () => {
  database = await createTestDatabase();
  [target, receiver] = await Promise.all([startTarget(), startReceiver()]);
  environment = {
    DATABASE_URL: database.url,
    AUTH_SECRET: 'a secret that both processes of this test share',
    OUTBOUND_TARGETS: `${target.url},${receiver.url}`,
    OUTBOUND_NETWORKS: '127.0.0.0/8,::1/128',
  };
  service = await startService(environment);
  other = await startService(environment);
  keyed = await newFunction(service, { url: `${target.url}/keyed`, honoursIdempotencyKey: true });
});

afterAll(async () => {
  await Promise.all([service.stop(), other.stop()]);
  await Promise.all([target.stop(), receiver.stop()]);
  await database.drop();
});

const ADMINISTRATOR: Credentials = { authorization: basic(ADMIN_EMAIL, ADMIN_PASSWORD) };

/** What a follower hears. */
interface Following {
  readonly events: Omit<ReceivedEvent, 'webhookId' | 'path'>[];
  /** The id of the last event. */
  lastEventId(): string;
  ended(): boolean;
  text(): string;
  leave(): void;
}

/** Follows a session as plain HTTP has it. */
async function follow(
  path: string,
  headers: Credentials = ADMINISTRATOR,
  at: RunningService = service,
): Promise<Following> {
  const leaving = new AbortController();
  const response = await fetch(`${at.url}${path}/events`, { headers, signal: leaving.signal });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  const events: Following['events'] = [];
  let [text, lastEventId, ended] = ['', '', false];
  const read = async () => {
    let rest = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      const blocks = (rest + chunk).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        lastEventId = /^id: (.*)$/m.exec(block)?.[1] ?? lastEventId;
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data) events.push(JSON.parse(data));
      }
    }
  };
  read()
    .catch(() => {})
    .finally(() => {
      ended = true;
    });
  return {
    events,
    lastEventId: () => lastEventId,
    ended: () => ended,
    text: () => text,
    leave: () => leaving.abort(),
  };
}

const typesOf = ({ events }: Following) => events.map(({ type }) => type);

describe('whoever follows a session', () => {
  it('hears how it stands, and then what happens, as webhooks tell it', async () => {
    const webhook = await newWebhook(service, `${receiver.url}/same`);
    const { path, ids } = await newSessionOf(service, keyed, 3);
    const [first = '', second = '', third = ''] = ids;
    const heard = await follow(path);
    await until(async () => heard.events.length === 4);
    expect(typesOf(heard)).toEqual(['session.snapshot', ...ids.map(() => 'action.queued')]);
    expect(heard.events[0]?.data).toMatchObject({ state: 'Open', actionIds: ids });
    await judge(other, path, first, 'Accepted');
    await until(async () => typesOf(heard).includes('action.accepted'));
    await judge(other, path, second, 'Returned', 'Say for whom');
    await until(async () => typesOf(heard).includes('action.returned'));
    const json = { arguments: '{"n":8}' };
    await succeeding(other.request(`${path}/actions/${second}`, { method: 'PATCH', json }));
    await until(async () => typesOf(heard).includes('action.revised'));
    await succeeding(other.request(`${path}/actions/${third}`, { method: 'DELETE' }));
    await until(async () => typesOf(heard).includes('action.withdrawn'));
    await succeeding(other.request(`${path}/comments`, { json: { text: 'Agreed', actionId: first } }));
    await until(async () => typesOf(heard).includes('comment.added'));
    expect(heard.events.at(-1)?.data.comment).toMatchObject({ text: 'Agreed', actionId: first });
    await apply(other, path);
    await until(async () => typesOf(heard).includes('session.partly_applied'));
    await succeeding(other.request(path, { method: 'DELETE' }));
    await until(async () => heard.ended());

    await until(async () =>
      receiver.eventsOn('/same', webhook.secret).some(({ data }) => data.state === 'Discarded'),
    );
    const told = receiver.eventsOn('/same', webhook.secret).slice(4);
    // What came and went within a moment is told by webhooks alone.
    const lasts = ({ data }: { readonly data: { readonly state?: string } }) => data.state !== 'Applying';
    const facts = ({ type, data }: Following['events'][number]) => [
      type,
      data.state,
      data.action,
      data.comment?.text,
    ];
    expect(heard.events.slice(4).filter(lasts).map(facts)).toEqual(told.filter(lasts).map(facts));
    await service.request(webhook.path, { method: 'DELETE' });
  });

  it('goes on where they were when they come again', async () => {
    const { path, ids } = await newSessionOf(service, keyed, 2);
    const before = await follow(path);
    await until(async () => before.lastEventId() !== '');
    const lastEventId = before.lastEventId();
    before.leave();
    const unchanged = await follow(path, { ...ADMINISTRATOR, 'last-event-id': lastEventId });
    await until(async () => unchanged.text().includes(':\n\n'));
    expect(unchanged.events).toEqual([]);
    unchanged.leave();
    await judge(service, path, ids[0] ?? '', 'Refused', 'No');
    const missed = await follow(path, { ...ADMINISTRATOR, 'last-event-id': lastEventId });
    await until(async () => missed.events.length === 3);
    expect(typesOf(missed)).toEqual(['session.snapshot', 'action.refused', 'action.queued']);
    missed.leave();
  });

  it('may be an agent, and is told nothing of what they may not read', async () => {
    const { body: ours } = await service.request('/accounts', { json: { name: 'Ours' } });
    const agent = await makeUser(service, ['Agent'], ours.id);
    const { credentials } = await makeKey(service, agent, { kind: 'Agent' });
    const inside = await newSession(service, { accountId: ours.id });
    const outside = await newSession(service);
    const heard = await follow(inside, credentials);
    await until(async () => heard.events.length > 0);
    heard.leave();
    expect((await send(service, credentials, `${outside}/events`)).status).toBe(404);
    expect((await send(service, {}, `${inside}/events`)).status).toBe(401);
    const stranger = await makeUser(service);
    const { credentials: none } = await makeKey(service, stranger);
    expect((await send(service, none, `${inside}/events`)).status).toBe(403);
    const missing = await send(service, ADMINISTRATOR, '/ai/sessions/none/events');
    expect([missing.status, missing.body.responseStatus.errorCode]).toEqual([404, 'NotFound']);
  });

  it.each(['in the same process', 'in another one'])(
    'hears nothing more once the right is withdrawn %s',
    async (where) => {
      const user = await makeUser(service, ['SystemAdministrator']);
      const { id, credentials } = await makeKey(service, user);
      const heard = await follow(await newSession(service), credentials);
      await until(async () => heard.events.length > 0);
      await succeeding(
        (where === 'in another one' ? other : service).request(`/api-keys/${id}`, { method: 'DELETE' }),
      );
      await until(async () => heard.ended());
    },
  );

  it('is let go in order when the process stops', async () => {
    const own = await startService(environment);
    const path = await newSession(own);
    const heard = await follow(path, ADMINISTRATOR, own);
    await until(async () => heard.events.length > 0);
    expect(heard.text()).toMatch(/^retry: \d+\n\n/);
    expect(await own.stop()).toBe(0);
    await until(async () => heard.ended());
  });

  it('follows so many at a time, and no more', async () => {
    const user = await makeUser(service, ['SystemAdministrator']);
    const { credentials } = await makeKey(service, user);
    const path = await newSession(service);
    const all = await Promise.all(Array.from({ length: 50 }, () => follow(path, credentials)));
    const refused = await send(service, credentials, `${path}/events`);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
    all[0]?.leave();
    await until(async () => {
      const again = await fetch(`${service.url}${path}/events`, { method: 'HEAD', headers: credentials });
      return again.status === 200;
    });
    for (const one of all) one.leave();
  });
});

describe('the answer', () => {
  it('says how it has to be passed on, and is not compressed', async () => {
    const path = await newSession(service);
    const leaving = new AbortController();
    const response = await fetch(`${service.url}${path}/events`, {
      headers: { ...ADMINISTRATOR, 'accept-encoding': 'gzip, br' },
      signal: leaving.signal,
    });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': expect.stringContaining('no-store'),
      'x-accel-buffering': 'no',
    });
    expect(response.headers.get('content-encoding')).toBeNull();
    leaving.abort();
  });

  it.each([
    [undefined, 'text/event-stream'],
    ['*/*', 'text/event-stream'],
    ['text/event-stream', 'text/event-stream'],
    ['text/event-stream, */*;q=0.1', 'text/event-stream'],
    ['application/json', 'application/json; charset=utf-8'],
    ['application/json, text/event-stream;q=0.5', 'application/json; charset=utf-8'],
    ['application/json, */*;q=0.8', 'application/json; charset=utf-8'],
    ['text/event-stream;q=0, application/json', 'application/json; charset=utf-8'],
  ])('to Accept: %s is %s', async (accept, expected) => {
    const path = await newSession(service);
    const response = await fetch(`${service.url}${path}/events`, {
      method: 'HEAD',
      headers: { ...ADMINISTRATOR, ...(accept ? { accept } : {}) },
    });
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      200,
      expected,
      '',
    ]);
  });

  it('ends with how things stand in other formats', async () => {
    const path = await newSession(service);
    await queue(service, path, { functionName: keyed });
    for (const target of [
      `${path}/events?format=json`,
      `${path}/events.json`,
      `/api/FollowAISession?sessionId=${path.slice('/ai/sessions/'.length)}`,
    ]) {
      const { body } = await service.request(target);
      expect(body.map(({ type }: { type: string }) => type)).toEqual(['session.snapshot', 'action.queued']);
    }
    const { body } = await service.request(`${path}/events?format=json`);
    const { text } = await service.request(`${path}/events?format=json&lastEventId=${body[0].data.version}`);
    expect(text).toBe('[]');
  });

  it('reaches a client of HTTP/1.0', async () => {
    const path = await newSession(service);
    const { hostname, port } = new URL(service.url);
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    socket.write(`GET ${path}/events HTTP/1.0\r\nAuthorization: ${ADMINISTRATOR.authorization}\r\n\r\n`);
    await until(async () => text.includes('session.snapshot'));
    expect(text).not.toMatch(/transfer-encoding/i);
    socket.destroy();
  });
});

describe('clients that people have', () => {
  it('curl -N', async () => {
    const path = await newSession(service);
    const curl: ChildProcess = spawn('curl', [
      '-sN',
      '-u',
      `${ADMIN_EMAIL}:${ADMIN_PASSWORD}`,
      `${service.url}${path}/events`,
    ]);
    let text = '';
    curl.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    await until(async () => text.includes('session.snapshot'));
    await queue(service, path, { functionName: keyed });
    await until(async () => text.includes('action.queued'));
    curl.kill();
    await once(curl, 'exit');
  });

  it('EventSource, which comes again by itself and says what it has', async () => {
    const port = new URL(service.url).port;
    const own = await startService(environment);
    const path = await newSession(own);
    const asked: (string | null)[] = [];
    const heard: string[] = [];
    const source = new EventSource(`${own.url}${path}/events`, {
      fetch: (input, init) => {
        asked.push(new Headers(init.headers).get('last-event-id'));
        return fetch(input, { ...init, headers: { ...init.headers, ...ADMINISTRATOR } });
      },
    });
    source.onmessage = ({ data }) => void heard.push(JSON.parse(data).type);
    await until(async () => heard.length === 1);
    const ownPort = new URL(own.url).port;
    expect(ownPort).not.toBe(port);
    await own.stop();
    await queue(service, path, { functionName: keyed });
    const again = await startService({ ...environment, PORT: ownPort });
    await until(async () => heard.includes('action.queued'));
    expect(asked.at(-1)).toMatch(/^\d+$/);
    source.close();
    await again.stop();
  });
});
