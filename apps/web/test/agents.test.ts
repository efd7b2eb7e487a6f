import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Credentials,
  cookiesOf,
  makeKey,
  makeUser,
  onDatabase,
  passwordOf,
  send,
} from './support/callers.ts';
import { type Answer, type RunningService, startService } from './support/service.ts';
import { judge, newFunction, newSession, queue, succeeding } from './support/session.ts';

let database: TestDatabase;
let service: RunningService;
let ours: string;
let theirs: string;
/** A function that any agent may propose; its arguments are `{"n":1}`. */
let fn: string;
/** A key made for an agent, of a user with the role Agent on our account. */
let agent: Credentials;
/** Another one of the same user. */
let colleague: Credentials;
/** A session of our account. */
let path: string;

beforeAll(async () => {
  database = await createTestDatabase();
  service = await startService({
    DATABASE_URL: database.url,
    OUTBOUND_TARGETS: 'http://127.0.0.1:9',
    OUTBOUND_NETWORKS: '127.0.0.1/32',
  });
  ours = (await succeeding(service.request('/accounts', { json: { name: 'Ours' } }))).body.id;
  theirs = (await succeeding(service.request('/accounts', { json: { name: 'Theirs' } }))).body.id;
  fn = await newFunction(service, { url: 'http://127.0.0.1:9/f' });
  const user = await makeUser(service, ['Agent'], ours);
  agent = (await makeKey(service, user, { kind: 'Agent' })).credentials;
  colleague = (await makeKey(service, user, { kind: 'Agent' })).credentials;
});

afterAll(async () => {
  await service.stop();
  await database.drop();
});

beforeEach(async () => {
  path = await newSession(service, { accountId: ours });
});

const proposal = (n: number) => ({ functionName: fn, arguments: `{"n":${n}}` });

const propose = (json: object, as = agent, headers?: Credentials) =>
  send(service, as, `${path}/actions`, { json, headers });

/** Proposes one action; its id. */
async function proposed(n: number, as = agent): Promise<string> {
  return (await succeeding(propose(proposal(n), as))).body.actions.at(-1).id;
}

const revise = (id: string, json: object, as = agent) =>
  send(service, as, `${path}/actions/${id}`, { method: 'PATCH', json });

const withdraw = (id: string, as = agent) => send(service, as, `${path}/actions/${id}`, { method: 'DELETE' });

const judged = (id: string, judgement: string, reason = '') => judge(service, path, id, judgement, reason);

const codeOf = ({ status, body }: Answer) => [status, body.responseStatus.errorCode];

/** What somebody did to a session, the oldest first. */
async function eventsOf(sessionPath: string): Promise<readonly { operation: string; apiKeyId?: string }[]> {
  const id = sessionPath.slice('/ai/sessions/'.length);
  const { body } = await succeeding(
    service.request(`/audit/events?entityType=AISession&entityId=${id}&all=true`),
  );
  return body.items.toReversed();
}

const operationsOn = async (sessionPath: string) =>
  (await eventsOf(sessionPath)).map(({ operation }) => operation);

describe('a user with the role Agent', () => {
  it.each([
    ['by password', async () => passwordOf(await makeUser(service, ['Agent'], ours))],
    ['by cookie', async () => cookiesOf(service, await makeUser(service, ['Agent'], ours))],
    [
      'by a key for integrations',
      async () => (await makeKey(service, await makeUser(service, ['Agent'], ours))).credentials,
    ],
    ['by a key for agents', async () => agent],
  ])('proposes and reads on the granted accounts, and nothing else, %s', async (_, credentials) => {
    const caller = await credentials();
    const outside = await newSession(service, { accountId: theirs });
    const platform = await newSession(service);
    const opened = await send(service, caller, '/ai/sessions', {
      json: { accountId: ours, purpose: 'Mine' },
    });
    expect([opened.status, opened.body.accountId]).toEqual([200, ours]);
    const { body: queued } = await succeeding(propose(proposal(1), caller));
    for (const place of [path, `${path}/runs`, '/ai/functions', `/accounts/${ours}`]) {
      expect([place, (await send(service, caller, place)).status]).toEqual([place, 200]);
    }
    for (const list of ['/ai/sessions?all=true', '/ai/sessions/export']) {
      const { body } = await succeeding(send(service, caller, list));
      const rows: { accountId?: string }[] = body.items ?? body;
      expect(new Set(rows.map(({ accountId }) => accountId))).toEqual(new Set([ours]));
    }
    for (const place of [outside, platform]) {
      expect((await send(service, caller, place)).status).toBe(404);
      expect((await send(service, caller, `${place}/actions`, { json: proposal(1) })).status).toBe(404);
    }
    expect((await send(service, caller, '/ai/sessions', { json: { accountId: theirs } })).status).toBe(400);
    const action = `${path}/actions/${queued.actions[0].id}`;
    const refused: readonly [string, string, object?][] = [
      ['POST', `${action}/judgement`, { judgement: 'Accepted' }],
      ['POST', `${action}/settlement`, { settlement: 'Applied', note: 'n' }],
      ['POST', `${path}/apply`, {}],
      ['POST', `${path}/apply`, { dryRun: true }],
      ['PATCH', path, { purpose: 'Other' }],
      ['DELETE', `${path}/actions`],
      ['DELETE', path],
      ['GET', `${path}/review`],
      ['POST', '/ai/functions', { name: 'mine', title: 'Mine', url: 'http://127.0.0.1:9/' }],
      ['PATCH', '/ai/applying', { stopped: true }],
      ['GET', '/audit/events'],
      ['GET', '/users'],
      ['POST', '/accounts', { name: 'More' }],
    ];
    for (const [method, place, json] of refused) {
      expect([method, place, (await send(service, caller, place, { method, json })).status]).toEqual([
        method,
        place,
        403,
      ]);
    }
  });

  it('is not slowed down by what it may as a Manager', async () => {
    const user = await makeUser(service, ['Agent'], ours);
    await succeeding(
      service.request(`/users/${user.id}`, { method: 'PATCH', json: { managerAccess: 'ReadOnly' } }),
    );
    expect((await propose(proposal(1), passwordOf(user))).status).toBe(200);
  });

  it('is one that an administrator may grant, and an agent may not', async () => {
    const { body } = await succeeding(service.request('/roles'));
    expect(body.roles).toEqual(['SystemAdministrator', 'Manager', 'Agent']);
    const json = { emailAddress: 'more@example.com', roles: ['Agent'] };
    expect((await send(service, agent, '/users', { json })).status).toBe(403);
  });
});

describe('an agent that is sent back an action', () => {
  it('revises it, so that it waits again, and what was returned is kept with what was said', async () => {
    const id = await proposed(1);
    await judged(id, 'Returned', 'One more');
    const { status, body } = await revise(id, { arguments: '{"n":2}', description: 'As you said' });
    expect(status).toBe(200);
    expect(body.actions).toEqual([
      expect.objectContaining({
        id,
        arguments: '{"n":2}',
        description: 'As you said',
        state: 'Queued',
        canBeApplied: true,
        earlierVersions: [
          {
            arguments: '{"n":1}',
            state: 'Returned',
            reason: 'One more',
            dateReplaced: expect.any(String),
            replacedBy: expect.stringMatching(/@example\.com$/),
          },
        ],
      }),
    ]);
    expect(body.actions[0].reason).toBeUndefined();
    expect(body.pendingActions).toBe(1);
    expect(await operationsOn(path)).toEqual([
      'NewAISession',
      'NewAISessionAction',
      'JudgeAISessionAction',
      'PatchAISessionAction',
    ]);
    expect((await judged(id, 'Accepted')).actions[0]?.state).toBe('Accepted');
  });

  it('withdraws it, as it does what nobody has read yet', async () => {
    const [returned, queued] = [await proposed(1), await proposed(2)];
    await judged(returned, 'Returned', 'No');
    expect((await withdraw(returned)).status).toBe(200);
    expect((await withdraw(queued)).body.actions).toBeUndefined();
    expect((await operationsOn(path)).slice(-2)).toEqual(['DeleteAISessionAction', 'DeleteAISessionAction']);
  });

  it('does so over tRPC too', async () => {
    const id = await proposed(1);
    await judged(id, 'Returned', 'One more');
    const names = { sessionId: path.slice('/ai/sessions/'.length), actionId: id };
    const call = (procedure: string, json: object) =>
      send(service, agent, `/api/trpc/session.${procedure}`, { method: 'POST', json });
    const revised = await succeeding(call('patchAction', { ...names, arguments: '{"n":2}' }));
    expect(revised.body.result.data.actions[0].state).toBe('Queued');
    const foreign = await send(service, colleague, '/api/trpc/session.deleteAction', {
      method: 'POST',
      json: names,
    });
    expect(foreign.status).toBe(403);
    await succeeding(call('deleteAction', names));
  });

  it('changes nothing of others, not even of another key of its user', async () => {
    const theirKey = await proposed(1, colleague);
    const administrators = (await queue(service, path, proposal(2))).actions.at(-1)?.id ?? '';
    const before = (await service.request(path)).body;
    for (const id of [theirKey, administrators]) {
      for (const answer of [await revise(id, { arguments: '{"n":9}' }), await withdraw(id)]) {
        expect(codeOf(answer)).toEqual([403, 'Forbidden']);
        expect(answer.body.responseStatus.message).toMatch(/queued by somebody else/);
      }
    }
    expect((await service.request(path)).body).toEqual(before);
  });

  it('changes what its user queued when it has no key, and whatever is its own from before keys were kept', async () => {
    const user = await makeUser(service, ['Agent'], ours);
    const key = (await makeKey(service, user, { kind: 'Agent' })).credentials;
    const id = await proposed(1, key);
    expect((await revise(id, { arguments: '{"n":2}' }, passwordOf(user))).status).toBe(200);
    await onDatabase(
      database.url,
      `UPDATE ai_session_action SET created_by_user_id = NULL, created_by_key_id = NULL, arguments_hash = NULL
       WHERE id = $1`,
      [id],
    );
    expect((await revise(id, { arguments: '{"n":3}' })).status).toBe(403);
    expect((await revise(id, { arguments: '{"n":3}' }, key)).status).toBe(200);
  });

  it.each(['Accepted', 'Refused'])('leaves alone what is %s, and is told so', async (judgement) => {
    const id = await proposed(1);
    await judged(id, judgement, 'So it is');
    for (const answer of [await revise(id, { arguments: '{"n":2}' }), await withdraw(id)]) {
      expect(codeOf(answer)).toEqual([409, 'ActionIsDecided']);
      expect(answer.body.responseStatus.message).toContain(`${judgement} (So it is)`);
    }
    await judged(id, 'Queued');
    expect((await revise(id, { arguments: '{"n":2}' })).status).toBe(200);
  });

  it('revises as it has read it, and is told what is missing', async () => {
    const id = await proposed(1);
    const { headers } = await send(service, agent, path);
    const asRead = { method: 'PATCH', headers: { 'if-match': headers.get('etag') ?? '' } };
    const target = `${path}/actions/${id}`;
    await succeeding(send(service, agent, target, { ...asRead, json: { arguments: '{"n":2}' } }));
    expect((await send(service, agent, target, { ...asRead, json: { arguments: '{"n":3}' } })).status).toBe(
      412,
    );
    expect((await revise('none', { arguments: '{"n":3}' })).status).toBe(404);
    expect((await withdraw('none')).status).toBe(404);
  });

  it('and somebody who judges at the same moment do not both have their way', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await proposed(round);
      const [revised, accepted] = await Promise.all([
        revise(id, { arguments: `{"n":${round + 100}}` }),
        service.request(`${path}/actions/${id}/judgement`, { json: { judgement: 'Accepted' } }),
      ]);
      expect(accepted.status).toBe(200);
      const { body } = await service.request(path);
      const { state, arguments: now } = body.actions.find((action: { id: string }) => action.id === id);
      // Whoever came first: what was accepted is what stands there, and a later revision is refused.
      expect(state).toBe('Accepted');
      expect(now).toBe(revised.status === 200 ? `{"n":${round + 100}}` : `{"n":${round}}`);
    }
  });
});

describe('what an agent proposes again', () => {
  it('is the action that is there, as it stands, with no event', async () => {
    const id = await proposed(1);
    const before = (await service.request(path)).body;
    for (const again of ['{"n":1}', '{ "n" : 1.0 }', '{"n":10e-1}', '{"\\u006e":1}']) {
      const { status, body } = await propose({
        functionName: fn,
        arguments: again,
        description: 'Once more',
      });
      expect([again, status, body]).toEqual([again, 200, before]);
    }
    expect((await proposed(2)) === id).toBe(false);
    expect(await operationsOn(path)).toEqual(['NewAISession', 'NewAISessionAction', 'NewAISessionAction']);
  });

  it('is refused still, with the reason, until somebody opens it again', async () => {
    const id = await proposed(1);
    await judged(id, 'Refused', 'Never');
    const answer = await succeeding(propose(proposal(1), colleague));
    expect(answer.body.actions).toEqual([expect.objectContaining({ id, state: 'Refused', reason: 'Never' })]);
    await judged(id, 'Queued');
    const opened = await succeeding(propose(proposal(1)));
    expect(opened.body.actions).toEqual([expect.objectContaining({ id, state: 'Queued' })]);
  });

  it('does not come back in another way: as another action that is revised, or among others', async () => {
    const refused = await proposed(1);
    await judged(refused, 'Refused', 'Never');
    const other = await proposed(2);
    const revised = await revise(other, { arguments: '{ "n": 1 }' });
    expect(codeOf(revised)).toEqual([409, 'AlreadyProposed']);
    expect(revised.body.responseStatus.message).toContain('Refused (Never)');
    const { body } = await succeeding(
      propose({ ...proposal(1), actions: [proposal(3), proposal(2), proposal(3)] }),
    );
    expect(body.actions.map(({ arguments: given }: { arguments: string }) => given)).toEqual([
      '{"n":1}',
      '{"n":2}',
      '{"n":3}',
    ]);
  });

  it('is known although a reviewer has corrected it', async () => {
    const id = await proposed(1);
    await succeeding(
      service.request(`${path}/actions/${id}`, { method: 'PATCH', json: { arguments: '{"n":5}' } }),
    );
    for (const n of [1, 5]) {
      const { body } = await succeeding(propose(proposal(n)));
      expect(body.actions).toEqual([expect.objectContaining({ id, arguments: '{"n":5}' })]);
    }
  });

  it('is known from before there was a hash of it, and in another Unicode form of the name', async () => {
    const name = 'Grüßen';
    await newFunction(service, { url: 'http://127.0.0.1:9/f', name });
    const given = { functionName: name, arguments: '{"n":1}' };
    await succeeding(propose(given));
    await onDatabase(
      database.url,
      'UPDATE ai_session_action SET arguments_hash = NULL WHERE function_name = $1',
      [name],
    );
    const again = await succeeding(propose({ ...given, functionName: name.normalize('NFD') }));
    expect(again.body.actions).toHaveLength(1);
  });

  it('is one action, however often it arrives at the same moment', async () => {
    for (let round = 0; round < 4; round++) {
      const answers = await Promise.all(
        Array.from({ length: 16 }, (_, index) =>
          propose({ functionName: fn, arguments: index % 2 ? `{"n":${round}}` : `{ "n": ${round} }` }),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      for (const { body } of answers) expect(body.actions).toHaveLength(round + 1);
      expect((await service.request(path)).body.actions).toHaveLength(round + 1);
      expect(await operationsOn(path)).toHaveLength(round + 2);
    }
  });

  it('is one action of each session, when many are proposed to at the same moment', async () => {
    const paths = await Promise.all(
      Array.from({ length: 4 }, () => newSession(service, { accountId: ours })),
    );
    const answers = await Promise.all(
      Array.from({ length: 32 }, (_, index) =>
        send(service, index % 3 ? agent : colleague, `${paths[index % 4]}/actions`, { json: proposal(1) }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    for (const one of paths) {
      expect((await service.request(one)).body.actions).toHaveLength(1);
      expect(await operationsOn(one)).toEqual(['NewAISession', 'NewAISessionAction']);
    }
  });

  it('is one action under an Idempotency-Key too, each with its own', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        propose(proposal(1), agent, { 'idempotency-key': `${path} ${index}`.replaceAll(/\W/g, '-') }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect((await service.request(path)).body.actions).toHaveLength(1);
  });

  it('is not two by way of two revisions at the same moment', async () => {
    const [one, two] = [await proposed(1), await proposed(2)];
    const answers = await Promise.all([one, two].map((id) => revise(id, { arguments: '{"n":7}' })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it('is another one for people and integrations, unless they ask for once', async () => {
    const { credentials } = await makeKey(service, await makeUser(service, ['SystemAdministrator']));
    for (const count of [1, 2]) {
      expect((await succeeding(propose(proposal(1), credentials))).body.actions).toHaveLength(count);
    }
    const once = await succeeding(propose({ ...proposal(1), once: true }, credentials));
    expect(once.body.actions).toHaveLength(2);
    const unknown = await succeeding(propose({ functionName: 'unheardOf', once: true }, credentials));
    expect(unknown.body.actions).toHaveLength(3);
  });
});

describe('what an agent proposes', () => {
  it('is refused with all that is wrong with it, and nothing is queued', async () => {
    const off = await newFunction(service, { url: 'http://127.0.0.1:9/f', enabled: false });
    const ofOthers = await newFunction(service, { url: 'http://127.0.0.1:9/f', accountIds: [theirs] });
    const answer = await propose({
      functionName: 'renameAccount',
      arguments: JSON.stringify({ accountId: theirs, name: 'Mine now' }),
      actions: [
        proposal(1),
        { functionName: off, arguments: '{"n":1}' },
        { functionName: ofOthers, arguments: '{"n":1}' },
        { functionName: 'unheardOf' },
        { functionName: fn, arguments: '{"m":1}' },
        { functionName: fn, arguments: '{"n":"one"}' },
      ],
    });
    expect(codeOf(answer)).toEqual([422, 'ProposalRefused']);
    const { errors, message } = answer.body.responseStatus;
    expect(
      errors.map((error: { errorCode: string; fieldName: string }) => [error.fieldName, error.errorCode]),
    ).toEqual([
      ['Arguments', 'ForeignAccount'],
      ['Actions[1].FunctionName', 'FunctionDisabled'],
      // As if it were not there: agents of others learn nothing of it.
      ['Actions[2].FunctionName', 'UnknownFunction'],
      ['Actions[3].FunctionName', 'UnknownFunction'],
      ['Actions[4].Arguments', 'MissingArgument'],
      ['Actions[4].Arguments', 'UnknownArgument'],
      ['Actions[5].Arguments', 'InvalidArgument'],
    ]);
    expect(message).toContain('Nothing was queued');
    expect(errors[4].message).toBe("'n' is missing.");
    expect((await service.request(path)).body.actions).toBeUndefined();
    expect(await operationsOn(path)).toEqual(['NewAISession']);
  });

  it('is held to the rules of functions for some accounts', async () => {
    const administrator = await makeUser(service, ['SystemAdministrator']);
    const wide = (await makeKey(service, administrator, { kind: 'Agent' })).credentials;
    const ofOthers = await newFunction(service, { url: 'http://127.0.0.1:9/f', accountIds: [theirs] });
    const answer = await propose({ functionName: ofOthers, arguments: '{"n":1}' }, wide);
    expect(answer.body.responseStatus.errors).toMatchObject([{ errorCode: 'FunctionNotAllowed' }]);
  });

  it('is refused when it is revised into something that does not fit', async () => {
    const id = await proposed(1);
    await judged(id, 'Returned', 'Wrong');
    const answer = await revise(id, { arguments: '{}' });
    expect(codeOf(answer)).toEqual([422, 'ProposalRefused']);
    expect(answer.body.responseStatus.errors).toMatchObject([
      { errorCode: 'MissingArgument', fieldName: 'Arguments' },
    ]);
    expect((await service.request(path)).body.actions[0]).toMatchObject({
      state: 'Returned',
      arguments: '{"n":1}',
    });
    expect((await revise(id, { description: 'Only a word' })).status).toBe(200);
  });

  it('is answered as it stands although its function is gone since', async () => {
    const gone = await newFunction(service, { url: 'http://127.0.0.1:9/f' });
    await succeeding(propose({ functionName: gone, arguments: '{"n":1}' }));
    const { body } = await succeeding(service.request(`/ai/functions?nameFilter=${gone}`));
    await succeeding(service.request(`/ai/functions/${body.items[0].id}`, { method: 'DELETE' }));
    expect((await propose({ functionName: gone, arguments: '{"n":1}' })).status).toBe(200);
    expect((await propose({ functionName: gone, arguments: '{"n":2}' })).status).toBe(422);
  });

  it('comes from people and integrations as ever', async () => {
    const { actions } = await queue(service, path, { functionName: 'unheardOf' });
    expect(actions).toMatchObject([{ functionName: 'unheardOf', canBeApplied: false }]);
  });

  it.each([
    ['any', 200, 200],
    ['checked', 422, 422],
  ])('with PROPOSALS=%s is answered %i, and what people queue %i', async (PROPOSALS, ofAgents, ofPeople) => {
    const other = await startService({ DATABASE_URL: database.url, PROPOSALS });
    try {
      const json = { functionName: 'unheardOf' };
      expect((await send(other, agent, `${path}/actions`, { json })).status).toBe(ofAgents);
      expect((await other.request(`${path}/actions`, { json })).status).toBe(ofPeople);
    } finally {
      await other.stop();
    }
  });
});
