import { operations } from '@ai-sessions/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applying, startApplying } from './support/applying.ts';
import { type Credentials, makeKey, makeUser, passwordOf, send } from './support/callers.ts';
import type { RunningService } from './support/service.ts';
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
} from './support/session.ts';
import { done, type Target } from './support/target.ts';

let setup: Applying;
let target: Target;
let service: RunningService;
let keyed: string;
/** A function that tells the values it changes, one by `id`. */
let readable: string;
const values = new Map<string, number>();

beforeAll(async () => {
  setup = await startApplying();
  ({ service, target, keyed } = setup);
  readable = await newFunction(service, {
    url: `${target.url}/set/{id}`,
    readUrl: `${target.url}/get/{id}`,
    title: 'Set {id} to {n}',
    parameters: '{"type":"object","properties":{"id":{"type":"string"},"n":{"type":"integer"}}}',
  });
});

beforeEach(() => {
  target.calls.length = 0;
  values.clear();
  target.answer = (call, response) => {
    const [, verb, id = ''] = call.path.split('/');
    if (verb === 'get') return void response.end(JSON.stringify({ n: values.get(id) ?? 0 }));
    if (verb === 'set') values.set(id, JSON.parse(call.body).n);
    return done(call, response);
  };
});

afterAll(() => setup.close());

async function review(path: string, at = service, query = '') {
  const { body, headers } = await succeeding(at.request(`${path}/review${query}`));
  const etag = headers.get('etag') ?? '';
  expect(body.eTag).toBe(etag);
  return { etag, body };
}

const setting = (id: string, n: number) => ({
  functionName: readable,
  arguments: JSON.stringify({ id, n }),
});

describe('a session that is applied with the ETag of its review', () => {
  it('runs as it was read', async () => {
    values.set('a', 4);
    const path = await newSession(service);
    await queue(service, path, setting('a', 5), { functionName: keyed, arguments: '{"n": 1}' });
    const { etag, body } = await review(path);
    expect(body.actions).toMatchObject([
      { title: 'Set “a” to “5”', currentValues: '{"n":4}', runs: true, furtherArguments: [], problems: [] },
      { title: 'Do “1”', arguments: '{"n":1}', runs: true },
    ]);
    const applied = await apply(service, path, {}, { 'if-match': etag });
    expect([applied.status, applied.body.state, values.get('a')]).toEqual([200, 'Applied', 5]);
    expect((await latestRun(service, path)).reviewed).toBe(true);
    expect(applied.body.log).toContain('as reviewed');
  });

  it.each([
    ['another action', (path: string) => queue(service, path, { functionName: keyed, arguments: '{"n":9}' })],
    [
      'a judgement',
      async (path: string) =>
        judge(service, path, (await read(service, path)).actions[0]?.id ?? '', 'Accepted'),
    ],
    [
      'a correction',
      async (path: string) =>
        succeeding(
          service.request(`${path}/actions/${(await read(service, path)).actions[0]?.id}`, {
            method: 'PATCH',
            json: { arguments: '{"n":9}' },
          }),
        ),
    ],
    [
      'another purpose',
      (path: string) => succeeding(service.request(path, { method: 'PATCH', json: { purpose: 'Other' } })),
    ],
    [
      'an action less',
      async (path: string) =>
        succeeding(
          service.request(`${path}/actions/${(await read(service, path)).actions[0]?.id}`, {
            method: 'DELETE',
          }),
        ),
    ],
  ])('does not run after %s', async (_, change) => {
    const { path } = await newSessionOf(service, keyed, 2);
    const { etag } = await review(path);
    await change(path);
    for (const json of [{}, { dryRun: true }]) {
      const { status, body } = await apply(service, path, json, { 'if-match': etag });
      expect([status, body.responseStatus.errorCode]).toEqual([412, 'PreconditionFailed']);
    }
    expect(target.calls).toEqual([]);
    const { etag: fresh } = await review(path);
    expect((await apply(service, path, {}, { 'if-match': fresh })).status).toBe(200);
  });

  it('does not run after a change of a function that it calls', async () => {
    const own = await newFunction(service, { url: `${target.url}/own` });
    const { path } = await newSessionOf(service, own, 1);
    const { etag } = await review(path);
    const [{ id }] = (await service.request(`/ai/functions?nameFilter=${own}`)).body.items;
    await succeeding(
      service.request(`/ai/functions/${id}`, { method: 'PATCH', json: { url: `${target.url}/moved` } }),
    );
    expect((await apply(service, path, {}, { 'if-match': etag })).status).toBe(412);
    expect(target.calls).toEqual([]);
  });

  it('gives back to review what has moved meanwhile, and only that', async () => {
    const path = await newSession(service);
    await queue(service, path, setting('a', 1), setting('b', 2), setting('c', 3));
    const { etag } = await review(path);
    values.set('b', 77);
    const { body } = await apply(service, path, {}, { 'if-match': etag });
    expect([statesOf(body), body.state]).toEqual([['Applied', 'Returned', 'Applied'], 'PartlyApplied']);
    expect(body.actions[1].reason).toContain('another value');
    expect(target.pathsBelow('/set')).toEqual(['/set/a', '/set/c']);

    // It has to be judged anew, and then runs as it is read now.
    expect((await apply(service, path)).status).toBe(409);
    await judge(service, path, body.actions[1].id, 'Accepted');
    const again = await review(path);
    expect(again.body.actions[1].currentValues).toBe('{"n":77}');
    expect(statesOf((await apply(service, path, {}, { 'if-match': again.etag })).body)).toEqual([
      'Applied',
      'Applied',
      'Applied',
    ]);
  });

  it('gives back only the actions that name the account when it has another name', async () => {
    const { body: account } = await succeeding(service.request('/accounts', { json: { name: 'Old name' } }));
    const path = await newSession(service, { accountId: account.id });
    const naming = await newFunction(service, {
      url: `${target.url}/naming`,
      title: 'Greet {accountId}',
      parameters: '{"type":"object","properties":{"accountId":{"type":"string"}}}',
    });
    const call = { functionName: naming, arguments: JSON.stringify({ accountId: account.id }) };
    await queue(service, path, setting('a', 1), call, { functionName: keyed, arguments: '{"n":3}' });
    const { etag, body: seen } = await review(path);
    expect(seen.actions[1].title).toBe('Greet “Old name”');
    const rename = (name: string) =>
      succeeding(service.request(`/accounts/${account.id}`, { method: 'PATCH', json: { name } }));
    await rename('New name');
    const { body } = await apply(service, path, {}, { 'if-match': etag });
    expect(statesOf(body)).toEqual(['Applied', 'Returned', 'Applied']);
    expect(body.actions[1].reason).toBe('The account that it names has another name now.');
    expect(target.pathsBelow('/naming')).toEqual([]);

    await judge(service, path, body.actions[1].id, 'Accepted');
    const again = await review(path);
    expect(again.body.actions[1].title).toBe('Greet “New name”');
    // What was read and is so again is what runs.
    await rename('Another name');
    await rename('New name');
    expect(statesOf((await apply(service, path, {}, { 'if-match': again.etag })).body)).toEqual([
      'Applied',
      'Applied',
      'Applied',
    ]);
  });

  it('gives back to review an action whose function changes while earlier ones run', async () => {
    const own = await newFunction(service, { url: `${target.url}/own` });
    const path = await newSession(service);
    await queue(
      service,
      path,
      { functionName: keyed, arguments: '{"n":1}' },
      { functionName: own, arguments: '{"n":2}' },
      { functionName: keyed, arguments: '{"n":3}' },
    );
    const { etag } = await review(path);
    const [{ id }] = (await service.request(`/ai/functions?nameFilter=${own}`)).body.items;
    target.answer = async (call, response) => {
      target.answer = done;
      await service.request(`/ai/functions/${id}`, { method: 'PATCH', json: { title: 'Other {n}' } });
      await done(call, response);
    };
    const { body } = await apply(service, path, {}, { 'if-match': etag });
    expect(statesOf(body)).toEqual(['Applied', 'Returned', 'Applied']);
    expect(body.actions[1].reason).toContain('function was changed');
    expect(target.pathsBelow('/own')).toEqual([]);
  });

  it('takes values that it has read already when it is asked to, and those alone', async () => {
    const path = await newSession(service);
    const { actions } = await queue(service, path, setting('a', 1), setting('b', 2), setting('c', 3));
    const [first, second] = actions.map(({ id }) => id ?? '');
    const reviewAgain = () => review(path, service, '?maxAgeSeconds=600');
    const { etag } = await review(path);
    values.set('a', 70).set('b', 70);
    target.calls.length = 0;
    for (const id of [first, second]) await judge(service, path, id ?? '', 'Accepted');
    const judged = await reviewAgain();
    expect(target.calls).toEqual([]);
    expect(judged.etag).not.toBe(etag);
    expect(judged.body.actions).toMatchObject([
      { state: 'Accepted', currentValues: '{"n":0}' },
      { state: 'Accepted', currentValues: '{"n":0}' },
      { state: 'Queued', currentValues: '{"n":0}' },
    ]);

    const json = { arguments: JSON.stringify({ id: 'a', n: 5 }) };
    await succeeding(service.request(`${path}/actions/${first}`, { method: 'PATCH', json }));
    await judge(service, path, first ?? '', 'Accepted');
    const corrected = await reviewAgain();
    expect(corrected.body.actions[0].currentValues).toBe('{"n":70}');
    expect(target.pathsBelow('/')).toEqual(['/get/a']);

    // What was remembered is compared with what is there, as ever.
    const { body } = await apply(service, path, {}, { 'if-match': corrected.etag });
    expect(statesOf(body)).toEqual(['Applied', 'Returned', 'Queued']);
    expect(body.actions[1].reason).toContain('another value');
    // Before the run, values were others.
    await judge(service, path, second ?? '', 'Accepted');
    target.calls.length = 0;
    const after = await reviewAgain();
    expect(target.pathsBelow('/').sort()).toEqual(['/get/b', '/get/c']);
    expect(after.body.actions[1].currentValues).toBe('{"n":70}');
    target.calls.length = 0;
    await review(path);
    expect(target.pathsBelow('/').sort()).toEqual(['/get/b', '/get/c']);
  });

  it('says which current values cannot be read, and does not apply them blindly', async () => {
    const path = await newSession(service);
    await queue(service, path, setting('a', 1));
    const { etag } = await review(path);
    target.answer = (call, response) =>
      call.path.startsWith('/get') ? void response.writeHead(500).end() : done(call, response);
    const { body } = await apply(service, path, {}, { 'if-match': etag });
    expect([statesOf(body), target.pathsBelow('/set')]).toEqual([['Returned'], []]);
    await judge(service, path, body.actions[0].id, 'Accepted');
    expect((await review(path)).body.actions[0].problems).toEqual([expect.stringContaining('500')]);
  });
});

it('shows what hides: control, bidirectional and zero-width characters in texts, arguments and names', async () => {
  const path = await newSession(service);
  const shown = await newFunction(service, {
    url: `${target.url}/shown`,
    title: 'Rename to {name}',
    parameters: '{"type":"object","properties":{"name":{"type":"string"}}}',
  });
  await queue(service, path, {
    functionName: shown,
    arguments: JSON.stringify({
      name: 'safe\u202egpj.exe” to “x',
      'hid\u200bden': 'a\u0007b\u2066c',
      more: { deep: '\ufeff' },
    }),
    description: 'Harmless\u202e,\n<b>really</b>\t\u2028.',
  });
  const [action] = (await review(path)).body.actions;
  expect(action.title).toBe('Rename to “safe⟨U+202E⟩gpj.exe" to "x”');
  expect(action.description).toBe('Harmless⟨U+202E⟩,\n<b>really</b>⟨U+0009⟩⟨U+2028⟩.');
  expect(action.furtherArguments).toEqual([
    { name: 'hid⟨U+200B⟩den', value: 'a⟨U+0007⟩b⟨U+2066⟩c' },
    { name: 'more', value: '{"deep":"⟨U+FEFF⟩"}' },
  ]);
  expect((await read(service, path)).actions[0]?.title).toBe(action.title);
});

describe('settings of the operator', () => {
  it('ask for a review before applying', async () => {
    const strict = await setup.another({ APPLY_NEEDS_REVIEW: 'true' });
    const { path } = await newSessionOf(strict, keyed, 1);
    for (const headers of [undefined, { 'if-match': '*' }]) {
      const { status, body } = await apply(strict, path, {}, headers);
      expect([status, body.responseStatus.errorCode]).toEqual([428, 'PreconditionRequired']);
    }
    const foreign = await apply(strict, path, {}, { 'if-match': '"foreign"' });
    expect([foreign.status, target.calls]).toEqual([412, []]);
    const { etag } = await review(path, strict);
    expect((await apply(strict, path, {}, { 'if-match': etag })).status).toBe(200);
    await strict.stop();
  });

  it('ask for a second person', async () => {
    const strict = await setup.another({ APPLY_NEEDS_SECOND_PERSON: 'true' });
    const people = await Promise.all([1, 2, 3].map(() => makeUser(strict, ['SystemAdministrator'])));
    const [queuer, corrector, third] = people.map(passwordOf);
    const own = people[0] && (await makeKey(strict, people[0]));
    if (!queuer || !corrector || !third || !own) throw new Error('Nobody was made.');
    const path = await newSession(strict);
    const queued = await send(strict, queuer, `${path}/actions`, {
      json: { functionName: keyed, arguments: '{"n":1}' },
    });
    const on = `${path}/actions/${queued.body.actions[0].id}`;
    await send(strict, corrector, on, { method: 'PATCH', json: { arguments: '{"n":2}' } });
    const applying = (credentials: Credentials) =>
      send(strict, credentials, `${path}/apply`, { method: 'POST', json: {} });
    for (const credentials of [queuer, own.credentials, corrector]) {
      const { status, body } = await applying(credentials);
      expect([status, body.responseStatus.errorCode]).toEqual([403, 'SecondPersonRequired']);
    }
    expect(target.calls).toEqual([]);
    expect((await applying(third)).body.state).toBe('Applied');
    await strict.stop();
  });
});

describe('an agent', () => {
  let agent: Credentials;
  let path: string;
  let actionId: string;

  beforeAll(async () => {
    const owner = await makeUser(service, ['SystemAdministrator', 'Manager']);
    agent = (await makeKey(service, owner, { kind: 'Agent' })).credentials;
  });

  beforeEach(async () => {
    path = await newSession(service);
    const answer = await send(service, agent, `${path}/actions`, {
      json: { functionName: keyed, arguments: '{"n":1}' },
    });
    expect(answer.status).toBe(200);
    actionId = answer.body.actions[0].id;
  });

  it('opens sessions, proposes and reads', async () => {
    expect((await send(service, agent, '/ai/sessions', { json: { purpose: 'Mine' } })).status).toBe(200);
    for (const place of [path, `${path}/review`, `${path}/runs`, '/ai/sessions', '/ai/functions']) {
      expect([place, (await send(service, agent, place)).status]).toEqual([place, 200]);
    }
  });

  it('neither judges, applies, settles, stops nor edits the catalogue, over REST and over tRPC', async () => {
    const [{ id: functionId }] = (await service.request(`/ai/functions?nameFilter=${keyed}`)).body.items;
    const sessionId = path.slice('/ai/sessions/'.length);
    const names = { sessionId, actionId, functionId, runId: 'none', accountId: 'none', agentId: 'none' };
    const inputs: Readonly<Record<string, object>> = {
      JudgeAISessionAction: { judgement: 'Accepted' },
      ClearAISessionActions: {},
      SettleAISessionAction: { settlement: 'Applied', note: 'Seen' },
      ApplyAISession: {},
      StopAISessionRun: {},
      NewAIFunction: { name: 'mine', title: 'Mine', url: target.url },
      PatchAIFunction: { enabled: true },
      DeleteAIFunction: {},
      PatchAIApplying: { stopped: false },
      PatchAIAccountStop: { stopped: false },
      PatchAIAgentStop: { stopped: false },
    };
    const before = await service.request(path);
    for (const operation of operations.filter(({ name }) => name in inputs)) {
      const { name, verb, route, procedure } = operation;
      const input = { ...names, ...inputs[name] };
      const rest = await send(
        service,
        agent,
        route.replace(/\{(\w+)\}/g, (_, field: keyof typeof names) => names[field]),
        { method: verb, json: verb === 'DELETE' ? undefined : inputs[name] },
      );
      const trpc = await send(service, agent, `/api/trpc/${procedure}`, { method: 'POST', json: input });
      expect([name, rest.status, rest.body.responseStatus.errorCode]).toEqual([name, 403, 'Forbidden']);
      expect([name, trpc.status, trpc.body.error.data.responseStatus.errorCode]).toEqual([
        name,
        403,
        'Forbidden',
      ]);
    }
    expect((await service.request(path)).body).toEqual(before.body);
    expect(target.calls).toEqual([]);
  });
});

/** What an action tells of its function. */
interface SeenFunction {
  readonly title?: string;
  readonly risk?: string;
  readonly request?: string;
  readonly problems?: readonly string[];
}

describe('a key that is limited to an account', () => {
  it('sees functions that are for its account, and of their accounts its own', async () => {
    const account = async (name: string): Promise<string> =>
      (await succeeding(service.request('/accounts', { json: { name } }))).body.id;
    const [ours, theirs] = [await account('Ours'), await account('Theirs')];
    const limited = async (accountIds: readonly string[]) => {
      const name = await newFunction(service, { url: `${target.url}/limited`, accountIds });
      const { body } = await succeeding(service.request(`/ai/functions?nameFilter=${name}`));
      return { name, path: `/ai/functions/${body.items[0].id}` };
    };
    const both = await limited([ours, theirs]);
    const other = await limited([theirs]);
    const user = await makeUser(service, ['SystemAdministrator']);
    const { credentials } = await makeKey(service, user, { accountIds: [ours] });

    const { body } = await send(service, credentials, '/ai/functions?all=true');
    const names = body.items.map(({ name }: { name: string }) => name);
    expect(names).toContain(both.name);
    expect(names).toContain(keyed);
    expect(names).not.toContain(other.name);
    expect(JSON.stringify(body)).not.toContain(theirs);
    expect((await send(service, credentials, both.path)).body.accountIds).toEqual([ours]);
    expect((await send(service, credentials, other.path)).status).toBe(404);
    expect((await service.request(both.path)).body.accountIds).toEqual([ours, theirs]);

    // An action that names a function tells no more of it than the catalogue does.
    const session = await newSession(service, { accountId: ours });
    const proposals = [both, other, { name: 'unheardOf' }].map(({ name }) => ({
      functionName: name,
      arguments: '{"n":1}',
    }));
    await queue(service, session, ...proposals);
    const asWritten = (name: string) => name.replaceAll(other.name, 'unheardOf');
    for (const at of [session, `${session}/review`]) {
      const { actions } = (await send(service, credentials, at)).body;
      const [known, hidden, unheardOf] = actions.map(({ title, risk, request, problems }: SeenFunction) => ({
        title,
        risk,
        request,
        problems: problems?.map(asWritten),
      }));
      expect(known.title).toBe('Do “1”');
      expect(hidden).toEqual(unheardOf);
    }
    expect((await read(service, session)).actions[1]?.title).toBe('Do “1”');
  });
});

describe('reviews of functions that take their time', () => {
  it('keep nobody else waiting', async () => {
    const narrow = await setup.another({ MAX_CONCURRENT_REQUESTS: '2' });
    try {
      const path = await newSession(narrow);
      await queue(narrow, path, { functionName: readable, arguments: '{"id":"a","n":1}' });
      const held: (() => void)[] = [];
      target.answer = (_, response) => void held.push(() => void response.end('{"n":0}'));
      const reviews: Promise<{ readonly status: number }>[] = [];
      for (let count = 1; count <= 5; count++) {
        reviews.push(narrow.request(`${path}/review`));
        await target.called(count);
      }
      expect((await narrow.request(path)).status).toBe(200);
      for (const letGo of held) letGo();
      for (const { status } of await Promise.all(reviews)) expect(status).toBe(200);
    } finally {
      await narrow.stop();
    }
  });
});
