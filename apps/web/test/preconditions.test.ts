import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ADMIN_EMAIL, type Answer, type RunningService, startService, until } from './support/service.ts';
import {
  apply,
  judge,
  newFunction,
  newSession,
  newSessionOf,
  queue,
  read,
  succeeding,
} from './support/session.ts';
import { done, startTarget, type Target } from './support/target.ts';

let database: TestDatabase;
let target: Target;
/** Two processes on one database. */
let services: readonly [RunningService, RunningService];
let service: RunningService;
let keyed: string;

beforeAll(async () => {
  database = await createTestDatabase();
  target = await startTarget();
  const environment = {
    DATABASE_URL: database.url,
    AUTH_SECRET: 'a secret that both processes of this test share',
    ...target.environment,
  };
  services = [await startService(environment), await startService(environment)];
  [service] = services;
  keyed = await newFunction(service, { url: `${target.url}/keyed`, honoursIdempotencyKey: true });
});

beforeEach(() => {
  target.calls.length = 0;
  target.answer = done;
});

afterAll(async () => {
  await Promise.all(services.map((one) => one.stop()));
  await target.stop();
  await database.drop();
});

/** One process or the other, in turn. */
const process = (turn: number): RunningService => services[turn % 2 === 0 ? 0 : 1];

const etagOf = ({ headers }: Answer): string => headers.get('etag') ?? '';

const patch = (path: string, purpose: string, ifMatch?: string, at = service) =>
  at.request(path, {
    method: 'PATCH',
    json: { purpose },
    headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
  });

/** How often each status came. */
function tally(answers: readonly Answer[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

describe('an ETag', () => {
  const formats = ['json', 'xml', 'csv', 'jsv', 'jsonl', 'html'];

  it.each(formats)('names what GET, POST and PATCH answer with in %s', async (format) => {
    const query = `?format=${format}`;
    const created = await succeeding(
      service.request(`/ai/sessions${query}`, { json: { purpose: `as ${format}` } }),
    );
    const { items } = (await service.request(`/ai/sessions?text=${encodeURIComponent(`as ${format}`)}`)).body;
    const path = `/ai/sessions/${items[0].id}`;
    const got = await service.request(path + query);
    expect(etagOf(got)).toMatch(/^"[^"]+"$/);
    expect(etagOf(created)).toBe(etagOf(got));

    const known = await service.request(path + query, { headers: { 'if-none-match': etagOf(got) } });
    expect([known.status, known.text, etagOf(known)]).toEqual([304, '', etagOf(got)]);

    // Another representation has another name, but every name is good for a change.
    const tags = await Promise.all(
      formats.map(async (one) => etagOf(await service.request(`${path}?format=${one}`))),
    );
    expect(new Set(tags).size).toBe(formats.length);
    const queued = await service.request(`${path}/actions${query}`, {
      json: { functionName: keyed, arguments: '{"n":1}' },
      headers: { 'if-match': etagOf(got) },
    });
    expect([queued.status, etagOf(queued)]).toEqual([200, etagOf(await service.request(path + query))]);
    const patched = await service.request(path + query, {
      method: 'PATCH',
      json: { purpose: 'changed' },
      headers: { 'if-match': etagOf(queued) },
    });
    expect([patched.status, etagOf(patched)]).toEqual([200, etagOf(await service.request(path + query))]);
    const changed = await service.request(path + query, { headers: { 'if-none-match': etagOf(got) } });
    expect(changed.status).toBe(200);
  });

  it('is the same in every process, and told by tRPC too', async () => {
    const path = await newSession(service);
    const input = encodeURIComponent(JSON.stringify({ sessionId: path.slice('/ai/sessions/'.length) }));
    const answers = await Promise.all([
      process(0).request(path),
      process(1).request(path),
      process(1).request(`/api/trpc/session.get?input=${input}`),
    ]);
    expect(new Set(answers.map(etagOf)).size).toBe(1);
    expect(etagOf(answers[0] as Answer)).not.toBe('');
  });

  it('is compared weakly when it is read with, one among several or any', async () => {
    const path = await newSession(service);
    const tag = etagOf(await service.request(path));
    for (const [header, status] of [
      [tag, 304],
      [`W/${tag}`, 304],
      [`"other", ${tag}`, 304],
      ['*', 304],
      ['"other"', 200],
      ['garbage', 200],
    ] as const) {
      const answer = await service.request(path, { headers: { 'if-none-match': header } });
      expect([header, answer.status]).toEqual([header, status]);
    }
  });

  it.each([
    [
      'that of another session in the same version',
      async () => etagOf(await service.request((await newSessionOf(service, keyed, 1)).path)),
    ],
    [
      'that of an earlier version',
      async (path: string) => {
        const earlier = etagOf(await service.request(path));
        await patch(path, 'later');
        return earlier;
      },
    ],
    [
      'that of an earlier version, as a proxy that compresses made it a weak one',
      async (path: string) => {
        const earlier = `W/${etagOf(await service.request(path))}`;
        await patch(path, 'later');
        return earlier;
      },
    ],
    ['one of ours for nothing', async () => `"2-${'a'.repeat(22)}"`],
    ['a foreign one', async () => '"abc"'],
    ['garbage', async () => 'garbage'],
    ['nothing but quotes', async () => '""'],
    ['a list of strangers', async () => '"a", "b", W/"c"'],
  ])('lets no change through when it is %s', async (_, tagFor) => {
    const { path, ids } = await newSessionOf(service, keyed, 1);
    const tag = await tagFor(path);
    const before = await service.request(path);
    const headers = { 'if-match': tag };
    for (const [method, place, json] of [
      ['PATCH', path, { purpose: 'changed' }],
      ['PATCH', path, {}],
      ['DELETE', path, undefined],
      ['POST', `${path}/actions`, { functionName: keyed }],
      ['DELETE', `${path}/actions`, undefined],
      ['PATCH', `${path}/actions/${ids[0]}`, { arguments: '{"n":2}' }],
      ['POST', `${path}/actions/${ids[0]}/judgement`, { judgement: 'Accepted' }],
      ['DELETE', `${path}/actions/${ids[0]}`, undefined],
      ['POST', `${path}/apply`, {}],
    ] as const) {
      const { status, body } = await service.request(place, { method, json, headers });
      expect([method, place, status, body?.responseStatus?.errorCode]).toEqual([
        method,
        place,
        412,
        'PreconditionFailed',
      ]);
    }
    const after = await service.request(path);
    expect([after.text, etagOf(after), target.calls]).toEqual([before.text, etagOf(before), []]);
  });

  it('lets a change through with *, one among several, or none', async () => {
    const path = await newSession(service);
    expect((await patch(path, 'a', '*')).status).toBe(200);
    expect((await patch(path, 'b', `"other", ${etagOf(await service.request(path))}`)).status).toBe(200);
    const many = Array.from({ length: 200 }, (_, n) => `"other ${n}"`).join(', ');
    expect((await patch(path, 'b', `${many}, ${etagOf(await service.request(path))}`)).status).toBe(200);
    expect((await patch(path, 'c')).status).toBe(200);
    expect((await patch('/ai/sessions/none', 'd', '*')).status).toBe(404);
  });

  it('holds for functions as well', async () => {
    const name = await newFunction(service, { url: target.url });
    const [{ id }] = (await service.request(`/ai/functions?nameFilter=${name}`)).body.items;
    const at = `/ai/functions/${id}`;
    const change = (title: string, tag: string) =>
      service.request(at, { method: 'PATCH', json: { title }, headers: { 'if-match': tag } });
    const first = etagOf(await service.request(at));
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => change(`Do {n} ${n}`, first)));
    expect(tally(answers)).toEqual({ 200: 1, 412: 7 });
    const remove = (tag: string) => service.request(at, { method: 'DELETE', headers: { 'if-match': tag } });
    expect((await remove(first)).status).toBe(412);
    expect((await remove(etagOf(await service.request(at)))).status).toBe(204);
  });
});

describe('an ETag of what is no session', () => {
  const accounts = async () => {
    const { body } = await succeeding(service.request('/accounts', { json: { name: 'Tagged' } }));
    return `/accounts/${body.id}`;
  };
  const users = async () => {
    const { body } = await succeeding(
      service.request('/users', { json: { emailAddress: `${randomUUID()}@example.com` } }),
    );
    return `/users/${body.id}`;
  };
  const kinds: readonly [string, () => Promise<string>, (n: number) => object][] = [
    ['accounts', accounts, (n) => ({ name: `Tagged ${n}` })],
    ['users', users, (n) => ({ firstName: `Tagged ${n}` })],
    ['the switch of all applying', async () => '/ai/applying', (n) => ({ stopped: false, reason: `${n}` })],
  ];

  it.each(kinds)('lets one change of %s through', async (_, make, changeOf) => {
    const path = await make();
    const change = (n: number, tag: string) =>
      process(n).request(path, { method: 'PATCH', json: changeOf(n), headers: { 'if-match': tag } });
    const tag = etagOf(await service.request(`${path}?format=xml`));
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => change(n, tag)));
    expect(tally(answers)).toEqual({ 200: 1, 412: 7 });
    const [winner] = answers.filter(({ status }) => status === 200);
    const now = await service.request(path);
    expect([now.body, etagOf(now)]).toEqual([winner?.body, etagOf(winner as Answer)]);
    // As it is behind a proxy that compresses.
    expect((await change(9, `W/${etagOf(now)}`)).status).toBe(200);
    expect((await change(9, `W/${etagOf(now)}`)).status).toBe(412);
    const suffixed = etagOf(await service.request(path)).replace(/"$/, '-gzip"');
    expect((await change(9, suffixed)).status).toBe(200);
    expect((await change(9, suffixed)).status).toBe(412);
    expect((await change(10, '*')).status).toBe(200);
    expect((await service.request(path)).body).toMatchObject(changeOf(10));
  });

  it.each(kinds.slice(0, 2))('lets %s be deleted as they were read only', async (_, make, changeOf) => {
    const path = await make();
    const tag = etagOf(await service.request(path));
    const remove = (ifMatch: string) =>
      service.request(path, { method: 'DELETE', headers: { 'if-match': ifMatch } });
    await succeeding(service.request(path, { method: 'PATCH', json: changeOf(1) }));
    expect((await remove(tag)).status).toBe(412);
    expect((await service.request(path)).status).toBe(200);
    expect((await remove(etagOf(await service.request(path)))).status).toBe(204);
    expect((await remove(tag)).status).toBe(404);
  });
});

it('an ETag of an API key stays while the key is used', async () => {
  const { body: made } = await succeeding(service.request('/api-keys', { json: { name: 'In use' } }));
  const path = `/api-keys/${made.id}`;
  const tag = etagOf(await service.request(path));
  await succeeding(service.request('/ai/sessions', { authorization: `Bearer ${made.key}` }));
  await until(async () => (await service.request(path)).body.dateLastUsed !== undefined);
  const headers = { 'if-match': tag };
  expect((await service.request(path, { method: 'DELETE', headers })).status).toBe(200);
});

describe('changes at once, through two processes', () => {
  it('let one of 32 with the same ETag through', async () => {
    const path = await newSession(service);
    const tag = etagOf(await service.request(path));
    const answers = await Promise.all(
      Array.from({ length: 32 }, (_, n) => patch(path, `writer ${n}`, tag, process(n))),
    );
    expect(tally(answers)).toEqual({ 200: 1, 412: 31 });
    const winner = answers.find(({ status }) => status === 200);
    expect((await read(service, path)).purpose).toBe(winner?.body.purpose);
  });

  it('let exactly one of 50 through for each version', async () => {
    const path = await newSession(service);
    let tag = etagOf(await service.request(path));
    for (let round = 0; round < 5; round++) {
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, n) => patch(path, `round ${round} writer ${n}`, tag, process(n))),
      );
      expect(tally(answers)).toEqual({ 200: 1, 412: 49 });
      const winner = answers.find(({ status }) => status === 200);
      if (!winner) throw new Error('Nobody won.');
      tag = etagOf(winner);
      expect(etagOf(await process(round).request(path))).toBe(tag);
    }
  });

  it('lose no increment of a counter whose writers try again', async () => {
    const path = await newSession(service, { purpose: '0' });
    let acknowledged = 0;
    await Promise.all(
      Array.from({ length: 12 }, async (_, writer) => {
        for (let n = 0; n < 10; ) {
          const seen = await process(writer).request(path);
          const next = String(Number(seen.body.purpose) + 1);
          const { status } = await patch(path, next, etagOf(seen), process(writer + n));
          expect([200, 412]).toContain(status);
          if (status !== 200) continue;
          n++;
          acknowledged++;
        }
      }),
    );
    expect([acknowledged, (await read(service, path)).purpose]).toEqual([120, '120']);
  });

  it('leave one whole value when nobody says what they have read', async () => {
    const path = await newSession(service);
    const answers = await Promise.all(
      Array.from({ length: 32 }, (_, n) => patch(path, `writer ${n} `.repeat(50), undefined, process(n))),
    );
    expect(tally(answers)).toEqual({ 200: 32 });
    const { purpose } = await read(service, path);
    expect(answers.map(({ body }) => body.purpose)).toContain(purpose);
  });

  it.each([1, 2])('apply a session once, 20 at once through %i process(es)', async (width) => {
    const { path, ids } = await newSessionOf(service, keyed, 8);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => apply(width === 1 ? service : process(n), path)),
    );
    expect(target.calls.map(({ key }) => key)).toEqual(ids);
    // Nobody named an ETag, so nobody can be told that it does not match.
    expect(tally(answers)).toEqual({ 200: 1, 409: 19 });
    for (const { status, body } of answers) {
      if (status === 409)
        expect(['SessionIsApplying', 'NothingToApply']).toContain(body.responseStatus.errorCode);
    }
    expect((await service.request(`${path}/runs`)).body.items).toHaveLength(1);
  });

  it('apply a session once for 20 with the same key, and give all of them its end', async () => {
    const { path, ids } = await newSessionOf(service, keyed, 5);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => apply(process(n), path, {}, { 'idempotency-key': 'apply-once' })),
    );
    expect(target.calls.map(({ key }) => key)).toEqual(ids);
    expect(tally(answers)).toEqual({ 200: 20 });
    expect(new Set(answers.map(({ body }) => body.state))).toEqual(new Set(['Applied']));
    expect(new Set(answers.map(etagOf)).size).toBe(1);
  });
});

describe('an Idempotency-Key', () => {
  let path: string;
  let actionId: string;

  beforeEach(async () => {
    path = await newSession(service);
    const { actions } = await queue(service, path, { functionName: keyed, arguments: '{"n":1}' });
    actionId = actions[0]?.id ?? '';
  });

  const cases: readonly [string, () => Promise<void>, () => string, () => object, object?][] = [
    [
      'queueing',
      async () => {},
      () => `${path}/actions`,
      () => ({ functionName: keyed }),
      { functionName: 'another' },
    ],
    [
      'judging',
      async () => {},
      () => `${path}/actions/${actionId}/judgement`,
      () => ({ judgement: 'Accepted' }),
      { judgement: 'Queued' },
    ],
    [
      'settling',
      async () => {
        const unkeyed = await newFunction(service, { url: `${target.url}/unkeyed` });
        path = await newSession(service);
        const { actions } = await queue(service, path, { functionName: unkeyed, arguments: '{"n":1}' });
        actionId = actions[0]?.id ?? '';
        target.answer = (_, response) => void response.destroy();
        await apply(service, path);
      },
      () => `${path}/actions/${actionId}/settlement`,
      () => ({ settlement: 'Applied', note: 'Seen' }),
      { settlement: 'NotApplied', note: 'Seen' },
    ],
    ['applying', async () => {}, () => `${path}/apply`, () => ({}), { continueAfterFailure: true }],
    [
      'restoring',
      async () => void (await service.request(path, { method: 'DELETE' })),
      () => `${path}/restore`,
      () => ({}),
    ],
  ];

  it.each(cases)(
    'makes %s happen once, in whichever process it is said again',
    async (what, prepare, at, jsonOf, otherJson) => {
      await prepare();
      const json = jsonOf();
      const headers = { 'idempotency-key': `once-${what}` };
      const say = (turn: number, body: object) => process(turn).request(at(), { json: body, headers });
      const first = await succeeding(say(0, json));
      const events = async () => (await service.request('/audit/events?all=true')).body.items.length;
      const told = await events();
      const calls = target.calls.length;
      const again = await Promise.all([say(1, json), say(0, json), say(1, json)]);
      for (const answer of again) {
        expect([answer.status, answer.text, etagOf(answer)]).toEqual([200, first.text, etagOf(first)]);
      }
      expect([await events(), target.calls.length]).toEqual([told, calls]);
      if (!otherJson) return;
      const reused = await say(1, otherJson);
      expect([reused.status, reused.body.responseStatus.errorCode]).toEqual([422, 'IdempotencyKeyReused']);
    },
  );

  it('gives the answer of then, also when the session has changed since', async () => {
    const headers = { 'idempotency-key': 'then' };
    const json = { functionName: keyed, arguments: '{"n":2}' };
    const first = await service.request(`${path}/actions`, { json, headers });
    await judge(service, path, actionId, 'Accepted');
    const again = await service.request(`${path}/actions`, { json, headers });
    expect([again.text, etagOf(again)]).toEqual([first.text, etagOf(first)]);
  });

  it('is refused while the first request with it is under way', async () => {
    const client = new pg.Client(database.url);
    await client.connect();
    try {
      // Another process that has begun and not ended.
      await client.query('BEGIN');
      await client.query(
        "INSERT INTO idempotency_key (user_id, key, fingerprint, answer) SELECT id, 'under-way', '', 'null' FROM user_account WHERE email_address = $1",
        [ADMIN_EMAIL],
      );
      const { status, body, headers } = await service.request(`${path}/actions`, {
        json: { functionName: keyed },
        headers: { 'idempotency-key': 'under-way' },
      });
      expect([status, body.responseStatus.errorCode]).toEqual([409, 'Conflict']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      await client.query('ROLLBACK');
    } finally {
      await client.end();
    }
    const headers = { 'idempotency-key': 'under-way' };
    expect(
      (await service.request(`${path}/actions`, { json: { functionName: keyed }, headers })).status,
    ).toBe(200);
  });
});
