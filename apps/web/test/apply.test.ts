import { once } from 'node:events';
import { purgeDiscardedSessions, sqlOn } from '@ai-sessions/db';
import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { onDatabase } from './callers.ts';
import { ADMIN_EMAIL, freePort, type RunningService, startService, until } from './service.ts';
import {
  apply,
  judge,
  latestRun,
  newFunction,
  newSession,
  newSessionOf,
  queue,
  read,
  statesOf,
  succeeding,
} from './session.ts';
import { done, startTarget, type Target } from './target.ts';

const SECRET = 'a secret that both processes of this test share';
let database: TestDatabase;
let target: Target;
/** Where nobody listens at first. */
let silentPort: string;
let service: RunningService;
/** A second process on the same database. */
let other: RunningService;

/** Functions on the target: it honours keys, or it does not. */
let keyed: string;
let unkeyed: string;

beforeAll(async () => {
  database = await createTestDatabase();
  target = await startTarget();
  silentPort = await freePort();
  const environment = {
    DATABASE_URL: database.url,
    AUTH_SECRET: SECRET,
    ...target.environment,
    OUTBOUND_TARGETS: `${target.url},http://localhost:${silentPort}`,
  };
  service = await startService(environment);
  other = await startService(environment);
  keyed = await newFunction(service, { url: `${target.url}/keyed`, honoursIdempotencyKey: true });
  unkeyed = await newFunction(service, { url: `${target.url}/unkeyed` });
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

const keys = () => target.calls.map(({ key }) => key);

/** Answers the calls with these numbers, counted from 0, otherwise. */
function failing(at: readonly number[], status = 500): void {
  let count = 0;
  target.answer = (call, response) => {
    if (at.includes(count++)) response.writeHead(status).end('no');
    else void done(call, response);
  };
}

/** Lets each call wait until it is let go. */
function holding(): { readonly next: () => void } {
  const held: (() => void)[] = [];
  target.answer = (call, response) => void held.push(() => void done(call, response));
  return { next: () => held.shift()?.() };
}

describe('queueing and judging', () => {
  it('keeps the order in which one action or many were queued', async () => {
    const path = await newSession(service);
    const proposal = (n: number) => ({ functionName: keyed, arguments: `{"n":${n}}` });
    await succeeding(service.request(`${path}/actions`, { json: proposal(0) }));
    await queue(service, path, proposal(1), proposal(2), proposal(3));
    await succeeding(service.request(`${path}/actions`, { json: proposal(4) }));
    const { actions, state } = await read(service, path);
    expect(actions.map((action) => action.arguments)).toEqual([0, 1, 2, 3, 4].map((n) => `{"n":${n}}`));
    expect([state, new Set(statesOf(await read(service, path)))]).toEqual(['Open', new Set(['Queued'])]);
  });

  it('queues all actions of a request or none', async () => {
    const path = await newSession(service);
    const actions = [{ functionName: keyed }, { functionName: '' }];
    expect((await service.request(`${path}/actions`, { json: { actions } })).status).toBe(400);
    expect((await read(service, path)).actions).toBeUndefined();
  });

  it('keeps what an action was before a correction, and asks for a new judgement', async () => {
    const { path, ids } = await newSessionOf(service, keyed, 1);
    await judge(service, path, ids[0] ?? '', 'Accepted');
    const answer = await succeeding(
      service.request(`${path}/actions/${ids[0]}`, { method: 'PATCH', json: { arguments: '{"n":7}' } }),
    );
    expect(answer.body.actions).toEqual([
      expect.objectContaining({
        arguments: '{"n":7}',
        state: 'Queued',
        earlierVersions: [expect.objectContaining({ arguments: '{"n":0}', replacedBy: ADMIN_EMAIL })],
      }),
    ]);
    await apply(service, path);
    expect(target.calls.map(({ body }) => body)).toEqual(['{"n":7}']);
  });

  it('refuses with a reason only, which stays readable', async () => {
    const { path, ids } = await newSessionOf(service, keyed, 1);
    const url = `${path}/actions/${ids[0]}/judgement`;
    const bare = await service.request(url, { json: { judgement: 'Refused' } });
    expect([bare.status, bare.body.responseStatus.errors[0].fieldName]).toEqual([400, 'Reason']);
    const { actions } = await judge(service, path, ids[0] ?? '', 'Refused', 'Not what was agreed');
    expect(actions[0]).toMatchObject({
      state: 'Refused',
      reason: 'Not what was agreed',
      judgedBy: ADMIN_EMAIL,
      canBeApplied: false,
    });
    const applied = await apply(service, path);
    expect([applied.status, applied.body.responseStatus.errorCode, target.calls]).toEqual([
      409,
      'NothingToApply',
      [],
    ]);
  });
});

describe('applying', () => {
  it('carries out what was accepted, and nothing else', async () => {
    const { path, ids } = await newSessionOf(service, keyed, 4);
    await judge(service, path, ids[3] ?? '', 'Accepted');
    await judge(service, path, ids[1] ?? '', 'Accepted');
    await judge(service, path, ids[2] ?? '', 'Refused', 'No');
    const { status, body } = await apply(service, path);
    expect([status, statesOf(body), body.state]).toEqual([
      200,
      ['Queued', 'Applied', 'Refused', 'Applied'],
      'PartlyApplied',
    ]);
    expect(keys()).toEqual([ids[1], ids[3]]);
  });

  it('carries out all that can be when nothing was judged', async () => {
    const { path, ids } = await newSessionOf(service, keyed, 3);
    await queue(service, path, { functionName: 'noSuchFunction' });
    // No body is needed.
    const { status, body } = await service.request(`${path}/apply`, { method: 'POST' });
    expect([status, statesOf(body)]).toEqual([200, ['Applied', 'Applied', 'Applied', 'Queued']]);
    expect(keys()).toEqual(ids);
    const again = await apply(service, path);
    expect([again.status, again.body.responseStatus.errorCode]).toEqual([409, 'NothingToApply']);
    expect(target.calls).toHaveLength(3);
  });

  it('stops at the first failure, and goes on there when applied again', async () => {
    const { path, ids } = await newSessionOf(service, keyed, 3);
    failing([1]);
    const first = await apply(service, path);
    expect([first.status, first.body.state, statesOf(first.body)]).toEqual([
      200,
      'PartlyApplied',
      ['Applied', 'Failed', 'Queued'],
    ]);
    expect(first.body.actions[1].outcome).toContain('500');
    const second = await apply(service, path);
    expect([second.body.state, statesOf(second.body)]).toEqual([
      'Applied',
      ['Applied', 'Applied', 'Applied'],
    ]);
    expect(keys()).toEqual([ids[0], ids[1], ids[1], ids[2]]);
  });

  it('goes on after a failure when asked to', async () => {
    const { path } = await newSessionOf(service, keyed, 3);
    failing([0]);
    const { body } = await apply(service, path, { continueAfterFailure: true });
    expect([body.state, statesOf(body)]).toEqual(['PartlyApplied', ['Failed', 'Applied', 'Applied']]);
  });

  it('keeps the readable log of each run, and its steps with the beginning of the answers', async () => {
    const { path, ids } = await newSessionOf(service, keyed, 2);
    failing([1]);
    await apply(service, path);
    const { body } = await apply(service, path);
    const list = (await succeeding(service.request(`${path}/runs`))).body.items;
    expect(list.map(({ number, state }: { number: number; state: string }) => [number, state])).toEqual([
      [2, 'Applied'],
      [1, 'PartlyApplied'],
    ]);
    const earlier = (await succeeding(service.request(`${path}/runs/${list[1].id}`))).body;
    expect(earlier).toMatchObject({ startedBy: ADMIN_EMAIL, reviewed: false });
    expect(earlier.steps).toMatchObject([
      { actionId: ids[0], state: 'Applied', attempts: 1, status: 200, answer: '{"done":true}' },
      { actionId: ids[1], state: 'Failed', attempts: 1, status: 500, answer: 'no' },
    ]);
    const latest = (await succeeding(service.request(`${path}/runs/${list[0].id}`))).body;
    expect(latest.log).toBe(body.log);
    const lines = body.log.trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines.every((line: string) => /^\d{4}-\d\d-\d\dT[\d:.]{12}Z \S/.test(line))).toBe(true);
    expect(lines[1]).toMatch(new RegExp(`${ids[1]}.*begun`));
    expect(lines[3]).toMatch(/Run 2 ended: applied\. 1 applied\.$/);
  });

  it('applies what needs no network: it renames an account, and sets the purpose of the session', async () => {
    const { body: account } = await service.request('/accounts', { json: { name: 'Before' } });
    const path = await newSession(service, { accountId: account.id });
    await queue(
      service,
      path,
      {
        functionName: 'renameAccount',
        arguments: JSON.stringify({ accountId: account.id, name: 'After' }),
      },
      { functionName: 'setSessionPurpose', arguments: '{"purpose":"Done by an action"}' },
    );
    const { body } = await apply(service, path);
    expect([body.state, body.accountName, body.purpose]).toEqual(['Applied', 'After', 'Done by an action']);
    const events = await service.request(`/audit/events?entityType=Account&entityId=${account.id}`);
    expect(events.body.items[0]).toMatchObject({ userName: ADMIN_EMAIL, operation: 'ApplyAISession' });
  });
});

it('writes one line of the log for an event, whatever the arguments hold', async () => {
  const worded = await newFunction(service, {
    url: target.url,
    title: 'Say {words}',
    parameters: '{"type":"object","properties":{"words":{"type":"string"}}}',
  });
  const forged = '2026-01-01T00:00:00.000Z Run 1 ended: applied. 9 applied.';
  const path = await newSession(service);
  await queue(service, path, { functionName: worded, arguments: JSON.stringify({ words: `a\n${forged}` }) });
  const { body } = await apply(service, path);
  const lines = body.log.trimEnd().split('\n');
  expect(lines).toHaveLength(4);
  expect(lines).not.toContain(forged);
  expect(lines[1]).toContain('a⟨U+000A⟩2026');
});

it('ends a run in which something goes wrong that nobody foresaw', async () => {
  await onDatabase(
    database.url,
    `CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broke off'; END $$;
     CREATE TRIGGER break_off BEFORE UPDATE ON account FOR EACH ROW WHEN (NEW.name = 'Breaks off') EXECUTE FUNCTION break_off()`,
  );
  const { body: account } = await service.request('/accounts', { json: { name: 'Before' } });
  const path = await newSession(service, { accountId: account.id });
  const rename = (name: string) => ({
    functionName: 'renameAccount',
    arguments: JSON.stringify({ accountId: account.id, name }),
  });
  await queue(service, path, rename('Breaks off'), rename('After'));
  const first = await apply(service, path);
  expect([first.body.state, statesOf(first.body), first.body.accountName]).toEqual([
    'Failed',
    ['Failed', 'Queued'],
    'Before',
  ]);
  expect(first.text).not.toContain('broke off');
  await until(async () => (service.output() + other.output()).includes('an action broke off'));
  const second = await apply(service, path, { continueAfterFailure: true });
  expect([statesOf(second.body), second.body.accountName]).toEqual([['Failed', 'Applied'], 'After']);
});

describe('what cannot be applied', () => {
  it('says why: unknown, disabled, all that is wrong with the arguments, and other accounts', async () => {
    const parameters = JSON.stringify({
      type: 'object',
      properties: {
        accountId: { type: 'string' },
        n: { type: 'integer' },
        deep: { type: 'object', properties: { list: { type: 'array', items: { type: 'string' } } } },
      },
      required: ['accountId'],
      additionalProperties: false,
    });
    const strict = await newFunction(service, {
      url: target.url,
      title: 'Do',
      parameters,
      accountArguments: ['accountId'],
    });
    const disabled = await newFunction(service, { url: target.url, enabled: false });
    const account = async (name: string) => (await service.request('/accounts', { json: { name } })).body.id;
    const [ours, theirs] = [await account('Ours'), await account('Theirs')];
    const path = await newSession(service, { accountId: ours });
    const { actions } = await queue(
      service,
      path,
      { functionName: 'noSuchFunction' },
      { functionName: disabled, arguments: '{"n":1}' },
      { functionName: strict, arguments: '{"n":"one","deep":{"list":["a",2]},"more":true}' },
      { functionName: strict, arguments: JSON.stringify({ accountId: theirs }) },
      { functionName: strict, arguments: JSON.stringify({ accountId: ours }) },
    );
    expect(actions.map(({ canBeApplied }) => canBeApplied)).toEqual([false, false, false, false, true]);
    expect(actions[0]?.problems).toEqual([expect.stringContaining("'noSuchFunction'")]);
    expect(actions[1]?.problems).toHaveLength(1);
    const wrong = actions[2]?.problems ?? [];
    for (const place of ["'accountId'", "'n'", "'deep.list.1'", "'more'"]) {
      expect(wrong.filter((problem) => problem.startsWith(place))).toHaveLength(1);
    }
    expect(actions[3]?.problems).toEqual([expect.stringContaining("'accountId'")]);
    expect(actions[4]?.problems).toBeUndefined();
    const { body } = await apply(service, path);
    expect(statesOf(body)).toEqual(['Queued', 'Queued', 'Queued', 'Queued', 'Applied']);
    expect(target.calls).toHaveLength(1);
  });

  it.each(['', '   ', 'a\nb', 'x'.repeat(201)])(
    'holds what a built-in function writes to the rules of the API: %j',
    async (name) => {
      const { body: account } = await service.request('/accounts', { json: { name: 'Before' } });
      const path = await newSession(service, { accountId: account.id });
      const { actions } = await queue(service, path, {
        functionName: 'renameAccount',
        arguments: JSON.stringify({ accountId: account.id, name }),
      });
      expect([actions[0]?.canBeApplied, actions[0]?.problems]).toEqual([false, [expect.any(String)]]);
      expect((await apply(service, path)).status).toBe(409);
      expect((await service.request(`/accounts/${account.id}`)).body.name).toBe('Before');
    },
  );

  it.each([
    ['Url', { url: 'https://forbidden.example.com/' }],
    ['Url', { url: 'http://{host}.example.com/' }],
    ['Url', { url: 'ftp://localhost/' }],
    ['ReadUrl', { readUrl: 'https://forbidden.example.com/' }],
    ['Parameters', { parameters: '{"type":"nonsense"}' }],
    ['Title', { title: 'Do {other}' }],
    ['Headers', { headers: { 'idempotency-KEY': 'mine' } }],
    ['Headers', { headers: { 'no name': 'x' } }],
    ['Headers.X-Name', { headers: { 'X-Name': '日本' } }],
  ])('finds no place in the catalogue when it is wrong: %s %j', async (fieldName, json) => {
    const { status, body } = await service.request('/ai/functions', {
      json: { name: 'wrong', title: 'Do', url: target.url, parameters: '{"properties":{"n":{}}}', ...json },
    });
    expect([status, body.responseStatus.errors?.[0]?.fieldName]).toEqual([400, fieldName]);
  });

  it('says in one sentence why an argument has no place in an address', async () => {
    const placed = await newFunction(service, {
      url: `${target.url}/items/{id}`,
      title: 'Do',
      parameters: '{}',
    });
    const path = await newSession(service);
    await queue(service, path, { functionName: placed, arguments: '{"id":"a/b"}' });
    const sentence = 'id has no value that fits into an address.';
    const dry = await apply(service, path, { dryRun: true });
    expect(dry.body.log).toContain(`Nothing can be sent: ${sentence}\n`);
    const { body } = await apply(service, path);
    expect([body.actions[0].outcome, target.calls]).toEqual([`Not sent: ${sentence}`, []]);
  });

  it('leaves alone the accounts that a function may not touch', async () => {
    const account = async (name: string) => (await service.request('/accounts', { json: { name } })).body.id;
    const [allowed, forbidden] = [await account('Allowed'), await account('Forbidden')];
    const limited = await newFunction(service, { url: target.url, accountIds: [allowed] });
    for (const [accountId, canBeApplied] of [
      [allowed, true],
      [forbidden, false],
      [undefined, false],
    ]) {
      const path = await newSession(service, { accountId });
      const { actions } = await queue(service, path, { functionName: limited, arguments: '{"n":1}' });
      expect(actions[0]?.canBeApplied).toBe(canBeApplied);
    }
  });

  it('is known before anything is sent, and sent exactly as a dry run tells', async () => {
    const secret = 'Bearer of-a-dry-run';
    const precise = await newFunction(service, {
      url: `${target.url}/items/{id}?as={how}`,
      title: 'Do {id} {how}',
      method: 'PUT',
      parameters: '{"type":"object","properties":{"id":{},"how":{}}}',
      headers: { Authorization: secret },
    });
    const path = await newSession(service);
    const args = '{"how":"a b&c", "id":"ü%1" ,"deep":{"b":1,"a":[1.0,2]}}';
    const { actions } = await queue(service, path, { functionName: precise, arguments: args });
    const dry = await service.request(`${path}/apply?dryRun=true`, { method: 'POST' });
    expect([dry.status, dry.body.state, statesOf(dry.body), target.calls]).toEqual([
      200,
      'Open',
      ['Queued'],
      [],
    ]);
    expect((await service.request(`${path}/runs`)).body.items).toEqual([]);
    expect((await read(service, path)).log).toBeUndefined();
    await succeeding(apply(service, path));
    const [call] = target.calls;
    expect(call?.headers.authorization).toBe(secret);
    for (const told of [
      `${call?.method} ${target.url}${call?.path}\n`,
      `\n${call?.body}\n`,
      'Authorization: (secret)',
      `Idempotency-Key: ${actions[0]?.id}`,
    ]) {
      expect(dry.body.log).toContain(told);
    }
    expect(call?.key).toBe(actions[0]?.id);
    expect(dry.text).not.toContain('of-a-dry-run');
  });

  it('is told over every way: an unknown session, action or run', async () => {
    const path = await newSession(service);
    for (const [method, place, json] of [
      ['POST', '/ai/sessions/none/apply', {}],
      ['GET', '/ai/sessions/none/review', undefined],
      ['GET', '/ai/sessions/none/runs', undefined],
      ['GET', `${path}/runs/none`, undefined],
      ['POST', `${path}/runs/none/stop`, {}],
      ['PATCH', `${path}/actions/none`, { arguments: '{}' }],
      ['POST', `${path}/actions/none/judgement`, { judgement: 'Accepted' }],
      ['POST', `${path}/actions/none/settlement`, { settlement: 'Applied', note: 'Seen' }],
      ['POST', '/ai/sessions/none/restore', {}],
    ] as const) {
      const { status, body } = await service.request(place, { method, json });
      expect([place, status, body.responseStatus.errorCode]).toEqual([place, 404, 'NotFound']);
    }
  });
});

describe('a call that may have arrived', () => {
  const cutOff = () => {
    target.answer = (_, response) => void response.destroy();
  };

  it('is in doubt and not repeated where the target honours no keys; a person settles it', async () => {
    const { path, ids } = await newSessionOf(service, unkeyed, 3);
    cutOff();
    const first = await apply(service, path);
    expect([first.body.state, statesOf(first.body)]).toEqual(['InDoubt', ['InDoubt', 'Queued', 'Queued']]);
    expect(target.calls).toHaveLength(1);

    // Nothing else may be done with it meanwhile.
    const on = `${path}/actions/${ids[0]}`;
    for (const [method, place, json] of [
      ['PATCH', on, { arguments: '{"n":9}' }],
      ['DELETE', on, undefined],
      ['DELETE', `${path}/actions`, undefined],
      ['POST', `${on}/judgement`, { judgement: 'Accepted' }],
    ] as const) {
      const { status, body } = await service.request(place, { method, json });
      expect([status, body.responseStatus.errorCode]).toEqual([409, 'ActionIsClosed']);
    }
    const noNote = await service.request(`${on}/settlement`, { json: { settlement: 'Applied', note: ' ' } });
    expect([noNote.status, noNote.body.responseStatus.errors[0].fieldName]).toEqual([400, 'Note']);

    const settle = (id: string | undefined, settlement: string) =>
      succeeding(
        service.request(`${path}/actions/${id}/settlement`, { json: { settlement, note: 'Looked there' } }),
      );
    const applied = (await settle(ids[0], 'Applied')).body;
    expect([applied.state, applied.actions[0]]).toEqual([
      'PartlyApplied',
      expect.objectContaining({ state: 'Applied', reason: 'Looked there', judgedBy: ADMIN_EMAIL }),
    ]);
    await apply(service, path);
    const failed = (await settle(ids[1], 'NotApplied')).body;
    expect(failed.actions[1]).toMatchObject({ state: 'Failed', reason: 'Looked there' });
    const twice = await service.request(`${path}/actions/${ids[1]}/settlement`, {
      json: { settlement: 'Applied', note: 'Again' },
    });
    expect(twice.status).toBe(409);

    target.answer = done;
    const { body } = await apply(service, path);
    expect([body.state, statesOf(body)]).toEqual(['Applied', ['Applied', 'Applied', 'Applied']]);
    expect(keys()).toEqual([ids[0], ids[1], ids[1], ids[2]]);
  });

  it('is repeated with the same key where the target honours keys', async () => {
    const { path, ids } = await newSessionOf(service, keyed, 1);
    let count = 0;
    target.answer = (call, response) => (count++ === 0 ? void response.destroy() : done(call, response));
    const { body } = await apply(service, path);
    expect([body.state, keys()]).toEqual(['Applied', [ids[0], ids[0]]]);
  });

  it('is settled by what the target shows, when the review had shown something else', async () => {
    let n = 0;
    const readable = await newFunction(service, {
      url: `${target.url}/change`,
      readUrl: `${target.url}/value`,
    });
    const cutOffAfter = (change: boolean) => {
      target.answer = ({ method, body }, response) => {
        if (method === 'GET') return void response.end(JSON.stringify({ n }));
        if (change) ({ n } = JSON.parse(body));
        response.destroy();
      };
    };
    for (const [took, state] of [
      [true, 'Applied'],
      [false, 'InDoubt'],
    ] as const) {
      cutOffAfter(took);
      const path = await newSession(service);
      await queue(service, path, { functionName: readable, arguments: `{"n":${n + 1}}` });
      const review = await succeeding(service.request(`${path}/review`));
      expect(review.body.actions[0].currentValues).toBe(`{"n":${n}}`);
      const etag = review.headers.get('etag') ?? '';
      const { body } = await apply(service, path, {}, { 'if-match': etag });
      expect([statesOf(body), target.pathsBelow('/change').length]).toEqual([[state], took ? 1 : 2]);
    }
  });

  it('is in doubt when the target hangs, after the time that the function gives it', async () => {
    const hanging = await newFunction(service, { url: `${target.url}/hang`, timeoutSeconds: 1 });
    const { path } = await newSessionOf(service, hanging, 2);
    target.answer = () => {};
    const { body } = await apply(service, path);
    expect([statesOf(body), target.calls.length]).toEqual([['InDoubt', 'Queued'], 1]);
    expect(body.log).toContain('no answer within 1 s');
  });

  it.each([502, 504])('is in doubt when a gateway answers %i', async (status) => {
    const { path } = await newSessionOf(service, unkeyed, 1);
    failing([0], status);
    expect(statesOf((await apply(service, path)).body)).toEqual(['InDoubt']);
    expect(target.calls).toHaveLength(1);
  });
});

describe('a target that cannot do it now', () => {
  it.each([503, 429])('is asked again after %i, when it says', async (status) => {
    const { path, ids } = await newSessionOf(service, unkeyed, 1);
    let count = 0;
    target.answer = (call, response) =>
      count++ === 0 ? void response.writeHead(status, { 'retry-after': '1' }).end() : done(call, response);
    const { body } = await apply(service, path);
    expect([body.state, keys()]).toEqual(['Applied', [ids[0], ids[0]]]);
    expect(body.log).toMatch(new RegExp(`Answered ${status} .* Tried again in 1\\.0 s\\.`));
  });

  it('is given up when it asks for more time than there is', async () => {
    const { path } = await newSessionOf(service, unkeyed, 2);
    target.answer = (_, response) => void response.writeHead(503, { 'retry-after': '3600' }).end();
    const { body } = await apply(service, path);
    expect([statesOf(body), target.calls.length]).toEqual([['Failed', 'Queued'], 1]);
  });

  it('is asked again when no connection was made', async () => {
    const later = await newFunction(service, { url: `http://localhost:${silentPort}/` });
    const { path, ids } = await newSessionOf(service, later, 1);
    const applied = apply(service, path);
    await until(async () => (await read(service, path)).log.includes('Tried again'));
    const woken = await startTarget(Number(silentPort));
    const { body } = await applied;
    expect([body.state, woken.calls.map(({ key }) => key)]).toEqual(['Applied', ids]);
    await woken.stop();
  });

  it('is not followed when it redirects', async () => {
    const { path } = await newSessionOf(service, keyed, 1);
    target.answer = (_, response) =>
      void response.writeHead(307, { location: `${target.url}/elsewhere` }).end();
    const { body } = await apply(service, path);
    expect([statesOf(body), target.calls.map((call) => call.path)]).toEqual([['Failed'], ['/keyed']]);
    expect(body.actions[0].outcome).toContain('Redirects are not followed');
  });
});

it('shows the secrets of headers nowhere, even when the target tells them', async () => {
  const token = 'Zx8-quite+secret/"value"=';
  const telling = await newFunction(service, {
    url: `${target.url}/telling`,
    readUrl: `${target.url}/telling`,
    headers: { Authorization: `Bearer ${token}`, 'X-Api-Key': token },
  });
  target.answer = ({ headers }, response) =>
    void response
      .setHeader('x-echo', JSON.stringify(headers.authorization))
      .end(JSON.stringify({ headers, bare: 'visible' }));
  const { path, ids } = await newSessionOf(service, telling, 2);
  const [id] = (await service.request(`/ai/functions?nameFilter=${telling}`)).body.items.map(
    (fn: { id: string }) => fn.id,
  );
  const answers = [
    await service.request(`${path}/review`),
    await service.request(`${path}/apply?dryRun=true`, { method: 'POST' }),
    await apply(service, path, { continueAfterFailure: true }),
    await service.request(path),
    await service.request(`${path}/runs`),
    await service.request(`${path}/runs/${(await latestRun(service, path)).id}`),
    await service.request(`/ai/functions/${id}`),
    await service.request(`/ai/functions/${id}`, { method: 'PATCH', json: { description: 'Tells' } }),
    await service.request('/ai/functions'),
    await service.request('/audit/events?all=true'),
  ];
  expect(target.calls.map(({ headers }) => headers['x-api-key'])).toEqual([token, token, token, token]);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(answers[5]?.body.steps.map(({ actionId }: { actionId: string }) => actionId)).toEqual(ids);
  expect(answers[5]?.body.steps[0].answer).toContain('visible');
  for (const text of [...answers.map((answer) => answer.text), service.output(), other.output()]) {
    for (const secret of ['Zx8-quite', 'secret/']) expect(text).not.toContain(secret);
  }
});

describe('stopping', () => {
  it('lets no process make a further call once all applying is stopped', async () => {
    const { path } = await newSessionOf(service, keyed, 5);
    const held = holding();
    const applied = apply(service, path);
    await target.called(1);
    const stop = (stopped: boolean) =>
      other.request('/ai/applying', { method: 'PATCH', json: { stopped, reason: 'Moving' } });
    await succeeding(stop(true));
    held.next();
    try {
      const { body } = await applied;
      expect([body.state, statesOf(body)]).toEqual([
        'PartlyApplied',
        ['Applied', 'Queued', 'Queued', 'Queued', 'Queued'],
      ]);
      expect(body.log).toContain('all applying is stopped');
      for (const process of [service, other]) {
        const refused = await apply(process, path);
        expect([refused.status, refused.body.responseStatus]).toEqual([
          409,
          expect.objectContaining({
            errorCode: 'ApplyingStopped',
            message: expect.stringContaining('Moving'),
          }),
        ]);
      }
      expect(target.calls).toHaveLength(1);
    } finally {
      await stop(false);
    }
    target.answer = done;
    expect((await apply(service, path)).body.state).toBe('Applied');
    expect(target.calls).toHaveLength(5);
  });

  it('stops one run after the call under way; applying again goes on', async () => {
    const { path, ids } = await newSessionOf(service, keyed, 3);
    const held = holding();
    const applied = apply(service, path);
    await target.called(1);
    const { id } = await latestRun(other, path);
    const stop = () => other.request(`${path}/runs/${id}/stop`, { method: 'POST' });
    expect((await succeeding(stop())).body.state).toBe('Running');
    held.next();
    const { body } = await applied;
    expect([statesOf(body), (await latestRun(service, path)).state]).toEqual([
      ['Applied', 'Queued', 'Queued'],
      'Stopped',
    ]);
    expect(body.log).toContain(`stopped by ${ADMIN_EMAIL}`);
    expect((await stop()).status).toBe(409);
    target.answer = done;
    await apply(service, path);
    expect(keys()).toEqual(ids);
  });

  it('keeps a session that is being applied as it is', async () => {
    const { path, ids } = await newSessionOf(service, keyed, 2);
    const held = holding();
    const applied = apply(service, path);
    await target.called(1);
    const on = `${path}/actions/${ids[1]}`;
    for (const [method, place, json] of [
      ['PATCH', on, { arguments: '{"n":9}' }],
      ['DELETE', on, undefined],
      ['DELETE', `${path}/actions`, undefined],
      ['POST', `${on}/judgement`, { judgement: 'Refused', reason: 'Too late' }],
      ['POST', `${path}/apply`, {}],
    ] as const) {
      const { status, body, headers } = await other.request(place, { method, json });
      expect([status, body.responseStatus.errorCode]).toEqual([409, 'SessionIsApplying']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect((await read(other, path)).state).toBe('Applying');
    target.answer = done;
    held.next();
    expect(statesOf((await applied).body)).toEqual(['Applied', 'Applied']);
  });

  it('hands a run over when its process stops in order', async () => {
    const third = await startService({
      DATABASE_URL: database.url,
      AUTH_SECRET: SECRET,
      ...target.environment,
    });
    const { path, ids } = await newSessionOf(service, unkeyed, 6);
    target.answer = (call, response) => void setTimeout(() => done(call, response), 40);
    const applied = apply(service, path);
    await target.called(2);
    // Whichever process carries it out, two of three leave.
    const exit = once(other.process, 'exit');
    other.process.kill('SIGTERM');
    expect(await third.stop()).toBe(0);
    await exit;
    other = await startService({ DATABASE_URL: database.url, AUTH_SECRET: SECRET, ...target.environment });
    const { body } = await applied;
    expect([body.state, keys()]).toEqual(['Applied', ids]);
  });
});

describe('discarding', () => {
  it('lets nothing run after the answer; what was discarded comes back as it was', async () => {
    const { path, ids } = await newSessionOf(service, keyed, 4);
    const held = holding();
    const applied = apply(service, path);
    await target.called(1);
    held.next();
    await target.called(2);
    expect((await other.request(path, { method: 'DELETE' })).status).toBe(204);
    held.next();
    expect((await applied).status).toBe(404);
    const id = path.slice('/ai/sessions/'.length);
    const [run] = await onDatabase(
      database.url,
      'SELECT state, log FROM ai_session_run WHERE session_id = $1',
      [id],
    );
    expect([run?.state, target.calls.length]).toEqual(['Stopped', 2]);
    expect(run?.log).toContain('the session was discarded');
    expect((await service.request(path)).status).toBe(404);
    const kept = await service.request(`/ai/sessions?states=Discarded&specificIds=${id}`);
    expect(kept.body.items).toHaveLength(1);

    const { body } = await succeeding(service.request(`${path}/restore`, { method: 'POST' }));
    expect([body.state, statesOf(body)]).toEqual([
      'PartlyApplied',
      ['Applied', 'Applied', 'Queued', 'Queued'],
    ]);
    target.answer = done;
    await apply(service, path);
    expect(keys()).toEqual(ids);
    expect((await service.request(`${path}/restore`, { method: 'POST' })).status).toBe(404);
  });

  it('is final after 30 days, but for the audit trail', async () => {
    const { path } = await newSessionOf(service, keyed, 2);
    const young = await newSession(service);
    await apply(service, path);
    for (const one of [path, young]) await service.request(one, { method: 'DELETE' });
    const idOf = (one: string) => one.slice('/ai/sessions/'.length);
    await onDatabase(
      database.url,
      "UPDATE ai_session SET date_discarded = now() - interval '30 days 1 minute' WHERE id = $1",
      [idOf(path)],
    );
    const events = async () =>
      (await service.request(`/audit/events?entityType=AISession&entityId=${idOf(path)}`)).body.items.map(
        ({ operation }: { operation: string }) => operation,
      );
    const before = await events();
    expect(before).toEqual(expect.arrayContaining(['NewAISession', 'ApplyAISession', 'DeleteAISession']));
    const pool = new pg.Pool({ connectionString: database.url });
    // The services do so too, once an hour.
    await purgeDiscardedSessions(sqlOn(pool));
    await pool.end();
    expect((await service.request(`${path}/restore`, { method: 'POST' })).status).toBe(404);
    expect((await service.request(`${young}/restore`, { method: 'POST' })).status).toBe(200);
    const after = await events();
    expect(after.slice(-before.length)).toEqual(before);
    for (const table of ['ai_session_action', 'ai_session_run']) {
      const left = await onDatabase(database.url, `SELECT FROM ${table} WHERE session_id = $1`, [idOf(path)]);
      expect(left).toEqual([]);
    }
  });
});
