import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applying, startApplying } from './support/applying.ts';
import { type Credentials, makeKey, makeUser, send } from './support/callers.ts';
import type { Answer, RunningService } from './support/service.ts';
import {
  apply,
  judge,
  newFunction,
  newSession,
  queue,
  read,
  statesOf,
  succeeding,
} from './support/session.ts';
import { done, type Target } from './support/target.ts';

let setup: Applying;
let service: RunningService;
/** A process that holds everybody to the checks. */
let checking: RunningService;
let target: Target;
let ours: string;
let theirs: string;
let agent: Credentials;
/** A function on a phone number of the target's, which says whose it is. */
let routed: string;
/** A session of our account. */
let path: string;
/** Accounts of the phone numbers of the target. */
const numbers = new Map<string, string | null>();

/** What the target does when it is asked for a phone number. */
let tells: (id: string) => { readonly status: number; readonly body?: string };

beforeAll(async () => {
  setup = await startApplying();
  ({ service, target } = setup);
  checking = await setup.another({ PROPOSALS: 'checked' });
  ours = (await succeeding(service.request('/accounts', { json: { name: 'Ours' } }))).body.id;
  theirs = (await succeeding(service.request('/accounts', { json: { name: 'Theirs' } }))).body.id;
  agent = (await makeKey(service, await makeUser(service, ['Agent'], ours), { kind: 'Agent' })).credentials;
  routed = await newFunction(service, {
    title: 'Route {phoneNumberId}',
    url: `${target.url}/route`,
    headers: { Authorization: 'Bearer of the platform' },
    parameters: JSON.stringify({
      type: 'object',
      properties: { phoneNumberId: {}, n: { type: 'integer' } },
      required: ['phoneNumberId'],
      additionalProperties: false,
    }),
    objectArguments: [
      {
        argument: 'phoneNumberId',
        kind: 'PhoneNumber',
        url: `${target.url}/phoneNumbers/{phoneNumberId}`,
        accountPointer: '/owner/account~1id',
      },
    ],
  });
});

beforeEach(async () => {
  numbers.clear();
  numbers.set('mine', ours);
  numbers.set('yours', theirs);
  tells = (id) =>
    numbers.has(id)
      ? { status: 200, body: JSON.stringify({ owner: { 'account/id': numbers.get(id) } }) }
      : { status: 404 };
  target.calls.length = 0;
  target.answer = (call, response) => {
    const [, place, id = ''] = call.path.split('/');
    if (place !== 'phoneNumbers') return done(call, response);
    const { status, body } = tells(decodeURIComponent(id));
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  };
  path = await newSession(service, { accountId: ours });
});

afterAll(() => setup.close());

const route = (phoneNumberId: unknown, n?: number) => ({
  functionName: routed,
  arguments: JSON.stringify({ phoneNumberId, n }),
});

const propose = (json: object, as = agent, headers?: Credentials) =>
  send(service, as, `${path}/actions`, { json, headers });

const refusalOf = ({ status, body }: Answer) => [
  status,
  body.responseStatus.errorCode,
  body.responseStatus.errors.map(({ errorCode }: { errorCode: string }) => errorCode),
];

const review = async () => (await succeeding(service.request(`${path}/review`))).body;

describe('an object of an outside service, in what an agent proposes', () => {
  it('is looked up with the headers of the function, and taken when it is of the account', async () => {
    expect((await propose(route('mine'))).status).toBe(200);
    expect(target.calls).toMatchObject([
      { method: 'GET', path: '/phoneNumbers/mine', headers: { authorization: 'Bearer of the platform' } },
    ]);
  });

  it('is refused alike when it is of another account and when it is not there', async () => {
    const foreign = await propose(route('yours'));
    expect(refusalOf(foreign)).toEqual([422, 'ProposalRefused', ['UnknownObject']]);
    for (const id of ['nowhere', '403', 'nobody']) {
      if (id === '403') tells = () => ({ status: 403 });
      else numbers.set('nobody', null);
      const other = await propose(route(id));
      expect([id, other.status, other.text]).toEqual([id, foreign.status, foreign.text]);
    }
    expect(foreign.body.responseStatus.errors).toMatchObject([
      {
        fieldName: 'Arguments',
        message: "'phoneNumberId' names no object (PhoneNumber) of the account of the session.",
      },
    ]);
    expect((await read(service, path)).actions).toBeUndefined();
  });

  it('is one of several in a list, each of which counts', async () => {
    expect((await propose(route(['mine', 'mine']))).status).toBe(200);
    const answer = await propose(route(['mine', 'yours', 'nowhere']));
    expect(refusalOf(answer)).toEqual([422, 'ProposalRefused', ['UnknownObject', 'UnknownObject']]);
    expect(answer.text).toContain("'phoneNumberId.1'");
  });

  it.each([[null], [true], [{ id: 'mine' }], ['a/b'], [''], ['..'], [[['mine']]]])(
    'is not passed over when it cannot be one: %j',
    async (id) => {
      expect(refusalOf(await propose(route(id)))).toEqual([422, 'ProposalRefused', ['InvalidArgument']]);
      expect(target.calls).toEqual([]);
    },
  );

  it('is asked about once, however often it is named', async () => {
    const actions = Array.from({ length: 100 }, (_, n) => route('mine', n));
    expect((await propose({ actions })).status).toBe(200);
    expect(target.pathsBelow('/phoneNumbers')).toEqual(['/phoneNumbers/mine']);
    target.calls.length = 0;
    expect((await review()).actions).toHaveLength(100);
    expect(target.pathsBelow('/phoneNumbers')).toEqual(['/phoneNumbers/mine']);
  });

  it('is refused for now when nobody can say whose it is, and taken by the same request later', async () => {
    tells = () => ({ status: 503 });
    const key = { 'idempotency-key': randomUUID() };
    const actions = [route('mine', 1), { functionName: 'setSessionPurpose', arguments: '{"purpose":"p"}' }];
    const unresolved = await propose({ actions }, agent, key);
    expect(refusalOf(unresolved)).toEqual([503, 'UnresolvedObject', ['UnresolvedObject']]);
    expect(Number(unresolved.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await read(service, path)).actions).toBeUndefined();
    // With something else that is wrong, trying again would not help.
    const both = await propose({ actions: [route('mine'), { functionName: 'unheardOf' }] });
    expect(refusalOf(both)).toEqual([422, 'ProposalRefused', ['UnresolvedObject', 'UnknownFunction']]);

    numbers.set('mine', ours);
    tells = () => ({ status: 200, body: JSON.stringify({ owner: { 'account/id': ours } }) });
    const taken = await propose({ actions }, agent, key);
    expect([taken.status, taken.body.actions.length]).toEqual([200, 2]);
    // A key gives its first answer, whatever became of the object, and asks nobody.
    tells = () => ({ status: 404 });
    target.calls.length = 0;
    const again = await propose({ actions }, agent, key);
    expect([again.status, again.body]).toEqual([200, taken.body]);
    expect(target.calls).toEqual([]);
  });

  it.each([
    ['has no account', { status: 200, body: '{"owner":{}}' }],
    ['is no JSON', { status: 200, body: 'owner' }],
    ['has an account that is no id', { status: 200, body: '{"owner":{"account/id":{"id":1}}}' }],
    ['is longer than 1 MiB', { status: 200, body: JSON.stringify({ pad: 'x'.repeat(1_048_576) }) }],
    ['leads elsewhere', { status: 302 }],
  ])('is not taken for ours when the answer %s', async (_, answer) => {
    tells = () => answer;
    expect((await propose(route('mine'))).status).toBe(503);
  });

  it('is read out of a long answer', async () => {
    const pad = 'x'.repeat(1_000_000);
    tells = () => ({ status: 200, body: JSON.stringify({ pad, owner: { 'account/id': ours } }) });
    expect((await propose(route('mine'))).status).toBe(200);
  });

  it('is checked again when it is revised', async () => {
    const { body } = await succeeding(propose(route('mine')));
    const action = `${path}/actions/${body.actions[0].id}`;
    const revise = (id: string) =>
      send(service, agent, action, { method: 'PATCH', json: { arguments: route(id).arguments } });
    expect(refusalOf(await revise('yours'))).toEqual([422, 'ProposalRefused', ['UnknownObject']]);
    numbers.set('other', ours);
    expect((await revise('other')).status).toBe(200);
  });

  it('keeps nobody else waiting while it is looked up', async () => {
    const narrow = await setup.another({ MAX_CONCURRENT_REQUESTS: '1' });
    const held: (() => void)[] = [];
    const answer = target.answer;
    target.answer = (call, response) => void held.push(() => void answer(call, response));
    const key = { 'idempotency-key': randomUUID() };
    const proposals: Promise<Answer>[] = [];
    for (const n of [1, 2, 3]) {
      const headers = n === 1 ? key : {};
      proposals.push(send(narrow, agent, `${path}/actions`, { json: route('mine', n), headers }));
      await target.called(n);
    }
    expect((await narrow.request(path)).status).toBe(200);
    expect((await narrow.request(path, { method: 'PATCH', json: { purpose: 'Go on' } })).status).toBe(200);
    // One after the other: a service with one place has room for one more to wait.
    for (const [index, letGo] of held.entries()) {
      letGo();
      expect((await proposals[index])?.status).toBe(200);
    }
  });
});

describe('an object of our own', () => {
  const kinds = ['AISession', 'Account', 'ApiKey', 'User'] as const;
  type Kind = (typeof kinds)[number];
  const functions = new Map<Kind, string>();

  beforeAll(async () => {
    for (const kind of kinds) {
      const parameters = JSON.stringify({ type: 'object', properties: { id: { type: 'string' } } });
      const name = await newFunction(service, {
        title: 'Do {id}',
        url: `${target.url}/own`,
        parameters,
        objectArguments: [{ argument: 'id', kind }],
      });
      functions.set(kind, name);
    }
  });

  async function anObject(kind: Kind, accountId: string): Promise<string> {
    if (kind === 'Account') return accountId;
    if (kind === 'AISession') return (await newSession(service, { accountId })).slice('/ai/sessions/'.length);
    const user = await makeUser(service, [], accountId);
    return kind === 'User' ? user.id : (await makeKey(service, user)).id;
  }

  const named = (kind: Kind, id: string) => ({
    functionName: functions.get(kind) ?? '',
    arguments: JSON.stringify({ id }),
  });

  it.each(kinds)('is told from those of others and those that are not there: %s', async (kind) => {
    expect((await propose(named(kind, await anObject(kind, ours)))).status).toBe(200);
    const foreign = named(kind, await anObject(kind, theirs));
    const unknown = named(kind, randomUUID());
    const refused = await propose(foreign);
    expect(refusalOf(refused)).toEqual([422, 'ProposalRefused', ['UnknownObject']]);
    expect((await propose(unknown)).text).toBe(refused.text);

    // An administrator may know of all accounts.
    const administrator = (json: object) => checking.request(`${path}/actions`, { json });
    expect(refusalOf(await administrator(foreign))).toEqual([422, 'ProposalRefused', ['ForeignObject']]);
    expect(refusalOf(await administrator(unknown))).toEqual([422, 'ProposalRefused', ['UnknownObject']]);
    // A key for our account only may not.
    const owner = await makeUser(service, ['SystemAdministrator']);
    const { credentials } = await makeKey(service, owner, { accountIds: [ours] });
    const [limited, of] = await Promise.all(
      [foreign, unknown].map((json) => send(checking, credentials, `${path}/actions`, { json })),
    );
    expect([limited?.status, limited?.text]).toEqual([422, of?.text]);
  });

  it('is a user of this account only when they work on no other', async () => {
    const both = await makeUser(service, [], ours);
    await succeeding(
      service.request(`/users/${both.id}`, { method: 'PATCH', json: { accountIds: [ours, theirs] } }),
    );
    const administrator = await makeUser(service, ['SystemAdministrator'], ours);
    const nobody = await makeUser(service);
    for (const { id } of [both, administrator, nobody]) {
      expect((await propose(named('User', id))).status).toBe(422);
    }
  });

  it('is no longer one when it was discarded', async () => {
    const id = await anObject('AISession', ours);
    await succeeding(service.request(`/ai/sessions/${id}`, { method: 'DELETE' }));
    expect((await propose(named('AISession', id))).status).toBe(422);
  });
});

describe('in a review', () => {
  it('is said in words to people who may know, and nothing of it is applied', async () => {
    await queue(service, path, route('mine'), route('yours'), route('nowhere'), route('broken'), {
      functionName: 'setSessionPurpose',
      arguments: '{"purpose":"p"}',
    });
    const usual = tells;
    tells = (id) => (id === 'broken' ? { status: 500 } : usual(id));
    const { actions, eTag } = await review();
    expect(
      actions.map(({ problems, canBeApplied, runs }: Record<string, unknown>) => [
        problems,
        canBeApplied,
        runs,
      ]),
    ).toEqual([
      [[], true, true],
      [
        ["'phoneNumberId' names an object (PhoneNumber) of another account than that of the session."],
        false,
        false,
      ],
      [["'phoneNumberId' names an object (PhoneNumber) that does not exist."], false, false],
      [
        ["It could not be found out whose object (PhoneNumber) 'phoneNumberId' names: it answered 500."],
        false,
        false,
      ],
      [[], true, true],
    ]);
    const applied = await apply(service, path, {}, { 'if-match': eTag });
    expect(statesOf(applied.body)).toEqual(['Applied', 'Returned', 'Returned', 'Returned', 'Applied']);
    expect(target.pathsBelow('/route')).toHaveLength(1);
    // Agents read the outcome: it does not tell them more than the door did.
    const [, foreign, unknown] = applied.body.actions;
    expect(foreign.reason).toBe(unknown.reason);
    expect(foreign.reason).toContain('names no object (PhoneNumber) of the account of the session');
  });

  it('says to a key for one account no more than to an agent', async () => {
    await queue(service, path, route('yours'), route('nowhere'));
    const owner = await makeUser(service, ['SystemAdministrator']);
    const { credentials } = await makeKey(service, owner, { accountIds: [ours] });
    const { body } = await succeeding(send(service, credentials, `${path}/review`));
    expect(body.actions[0].problems).toEqual(body.actions[1].problems);
    expect(body.actions[0].problems).toHaveLength(1);
  });

  it('counts as it is right before the call', async () => {
    await queue(service, path, route('mine', 1), route('moving', 2));
    numbers.set('moving', ours);
    const { actions, eTag } = await review();
    expect(actions.map(({ runs }: { runs: boolean }) => runs)).toEqual([true, true]);
    numbers.set('moving', theirs);
    const { body } = await apply(service, path, {}, { 'if-match': eTag });
    expect([statesOf(body), body.state]).toEqual([['Applied', 'Returned'], 'PartlyApplied']);
    expect(target.calls.filter(({ method }) => method === 'POST')).toHaveLength(1);

    // It came back, was accepted again, and cannot be asked about when its turn comes.
    await judge(service, path, body.actions[1].id, 'Accepted');
    tells = () => ({ status: 503 });
    expect(statesOf((await apply(service, path)).body)).toEqual(['Applied', 'Returned']);
    await judge(service, path, body.actions[1].id, 'Accepted');
    tells = () => ({ status: 200, body: JSON.stringify({ owner: { 'account/id': ours } }) });
    expect(statesOf((await apply(service, path)).body)).toEqual(['Applied', 'Applied']);
  });
});

describe('a function', () => {
  const declare = (objectArguments: unknown, more: object = {}) =>
    service.request('/ai/functions', {
      json: {
        name: `f${randomUUID().slice(0, 8)}`,
        title: 'Do',
        url: `${target.url}/f`,
        parameters: '{"type":"object","properties":{"id":{"type":"string"}}}',
        objectArguments,
        ...more,
      },
    });

  it('says where the account stands, and keeps what is left out of a change', async () => {
    const url = `${target.url}/numbers/{id}`;
    const { body } = await succeeding(declare([{ argument: 'id', kind: 'Number', url }]));
    const stored = [{ argument: 'id', kind: 'Number', url, accountPointer: '/accountId' }];
    expect(body.objectArguments).toEqual(stored);
    const change = (json: object) =>
      succeeding(service.request(`/ai/functions/${body.id}`, { method: 'PATCH', json }));
    expect((await change({ title: 'Do it' })).body.objectArguments).toEqual(stored);
    expect((await change({ objectArguments: [] })).body.objectArguments).toEqual([]);
    const { body: events } = await succeeding(
      service.request(`/audit/events?entityType=AIFunction&entityId=${body.id}`),
    );
    expect(events.items[0].changes).toMatchObject([{ field: 'objectArguments', after: '[]' }]);
  });

  it.each([
    ['a kind that is not ours, without an address', [{ argument: 'id', kind: 'Number' }]],
    ['an argument that it does not have', [{ argument: 'other', kind: 'User' }]],
    [
      'an argument twice',
      [
        { argument: 'id', kind: 'User' },
        { argument: 'id', kind: 'ApiKey' },
      ],
    ],
    ['an address without the argument', [{ argument: 'id', kind: 'N', url: 'http://localhost:1/' }]],
    [
      'an address that may not be called',
      [{ argument: 'id', kind: 'N', url: 'http://elsewhere.example/{id}' }],
    ],
    ['a pointer for our own', [{ argument: 'id', kind: 'User', accountPointer: '/a' }]],
    ['no pointer', [{ argument: 'id', kind: 'N', url: 'http://localhost:1/{id}', accountPointer: 'a' }]],
    ['no name', [{ argument: '', kind: 'User' }]],
  ])('is not stored with %s', async (_, objectArguments) => {
    const { status, body } = await declare(objectArguments);
    expect([status, body.responseStatus.errors[0].fieldName]).toEqual([
      400,
      expect.stringMatching(/^ObjectArguments/),
    ]);
  });
});
