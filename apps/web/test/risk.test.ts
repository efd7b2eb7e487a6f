import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applying, failing, reset, startApplying } from './support/applying.ts';
import {
  type Credentials,
  cookiesOf,
  makeKey,
  makeUser,
  onDatabase,
  passwordOf,
  send,
} from './support/callers.ts';
import { ADMIN_EMAIL, ADMIN_PASSWORD, type Answer, type RunningService } from './support/service.ts';
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
import { signIn } from './support/sign-in.ts';
import type { Target } from './support/target.ts';

let setup: Applying;
let service: RunningService;
let target: Target;
/** Functions on the target by their risk; it honours keys. */
let functions: Readonly<Record<'Dangerous' | 'Irreversible', string>>;
let accountId: string;

const CUSTOMER = 'Café & Söhne';

/** The ways in which somebody can sign in, by whether a person does. */
let people: Readonly<Record<string, Credentials>>;
let programs: Readonly<Record<string, Credentials>>;
let user: { readonly id: string; readonly emailAddress: string };
let other: { readonly id: string; readonly emailAddress: string };

beforeAll(async () => {
  setup = await startApplying();
  ({ service, target } = setup);
  const url = `${target.url}/risky`;
  const [Dangerous, Irreversible] = await Promise.all([
    newFunction(service, { url, risk: undefined, honoursIdempotencyKey: true }),
    newFunction(service, { url, risk: 'Irreversible', honoursIdempotencyKey: true }),
  ]);
  functions = { Dangerous, Irreversible };
  accountId = (await succeeding(service.request('/accounts', { json: { name: CUSTOMER } }))).body.id;
  user = await makeUser(service, ['SystemAdministrator']);
  other = await makeUser(service, ['SystemAdministrator']);
  const keys = await Promise.all(
    ['Person', 'Integration', 'Agent'].map(
      async (kind) => [kind, await makeKey(service, user, { kind })] as const,
    ),
  );
  const integration = keys[1]?.[1].credentials ?? {};
  const tokenOf = async (credentials: Credentials, asked = '') => {
    const { body } = await succeeding(send(service, credentials, `/auth/token${asked}`));
    return { authorization: `Bearer ${body.authToken}` };
  };
  people = {
    Basic: passwordOf(user),
    'a cookie of ServiceStack': await cookiesOf(service, user),
    'the page': await pageOf(user.emailAddress),
    'a token of a person': await tokenOf(passwordOf(user)),
  };
  programs = {
    ...Object.fromEntries(keys.map(([kind, { credentials }]) => [`a key of the kind ${kind}`, credentials])),
    'a token made with a key': await tokenOf(integration),
    'a token for somebody else made with a key': await tokenOf(integration, `?userId=${other.id}`),
    'a token for somebody else': await tokenOf(passwordOf(user), `?userId=${other.id}`),
  };
});

beforeEach(() => reset(target));

afterAll(() => setup.close());

/** The cookies of somebody who has signed in on the page. */
async function pageOf(emailAddress: string): Promise<Credentials> {
  const { token } = await signIn(service, PASSWORDS[emailAddress] ?? USER_PASSWORD, { emailAddress });
  if (token === undefined) throw new Error('Nobody signed in.');
  return { cookie: `next-auth.session-token=${token}` };
}

const USER_PASSWORD = 'plum tractor violin';
const PASSWORDS: Readonly<Record<string, string>> = { [ADMIN_EMAIL]: ADMIN_PASSWORD };

/** The path of the function that has a name. */
async function pathOfFunction(name: string): Promise<string> {
  const { body } = await service.request(`/ai/functions?nameFilter=${name}`);
  return `/ai/functions/${body.items[0].id}`;
}

/** A session on the customer with an action of each of the functions; its path and the ids of its actions. */
async function aSession(...names: readonly string[]) {
  const path = await newSession(service, { accountId });
  const { actions } = await queue(
    service,
    path,
    ...names.map((functionName, n) => ({ functionName, arguments: `{"n":${n}}` })),
  );
  return { path, sessionId: path.split('/').at(-1) ?? '', ids: actions.map(({ id }) => id) };
}

/** The ways over which something is called, by how they are answered. */
type Way = (credentials: Credentials, sessionId: string, input: object) => Promise<Answer>;

const applyingWays: Readonly<Record<string, Way>> = {
  'the route': (credentials, sessionId, json) =>
    send(service, credentials, `/ai/sessions/${sessionId}/apply`, { json }),
  '/json/reply': (credentials, sessionId, input) =>
    send(service, credentials, '/json/reply/ApplyAISession', { json: { sessionId, ...input } }),
  'one that wants no answer': (credentials, sessionId, input) =>
    send(service, credentials, '/json/oneway/ApplyAISession', { json: { sessionId, ...input } }),
  '/api': (credentials, sessionId, input) =>
    send(service, credentials, '/api/ApplyAISession', { json: { sessionId, ...input } }),
  'a batch': (credentials, sessionId, input) =>
    send(service, credentials, '/json/reply/ApplyAISession[]', { json: [{ sessionId, ...input }] }),
  tRPC: (credentials, sessionId, input) =>
    send(service, credentials, '/api/trpc/session.applyActions', { json: { sessionId, ...input } }),
  'a batch of tRPC': (credentials, sessionId, input) =>
    send(service, credentials, '/api/trpc/session.applyActions?batch=1', {
      json: { 0: { sessionId, ...input } },
    }),
  'an overridden method': (credentials, sessionId, json) =>
    send(service, credentials, `/ai/sessions/${sessionId}/apply`, {
      json,
      headers: { 'x-http-method-override': 'PUT' },
    }),
};

const judgingWays: Readonly<Record<string, Way>> = {
  'the route': (credentials, sessionId, input) => {
    const { actionId, ...json } = input as { readonly actionId: string };
    return send(service, credentials, `/ai/sessions/${sessionId}/actions/${actionId}/judgement`, { json });
  },
  '/json/reply': (credentials, sessionId, input) =>
    send(service, credentials, '/json/reply/JudgeAISessionAction', { json: { sessionId, ...input } }),
  'a batch': (credentials, sessionId, input) =>
    send(service, credentials, '/json/reply/JudgeAISessionAction[]', { json: [{ sessionId, ...input }] }),
  tRPC: (credentials, sessionId, input) =>
    send(service, credentials, '/api/trpc/session.judgeAction', { json: { sessionId, ...input } }),
  'a batch of tRPC': (credentials, sessionId, input) =>
    send(service, credentials, '/api/trpc/session.judgeAction?batch=1', {
      json: { 0: { sessionId, ...input } },
    }),
};

const codeIn = ({ text }: Answer) => /"errorCode":"(\w+)"/.exec(text)?.[1];
const errorOf = ({ body }: Answer) => body.responseStatus;

describe('what a person has not accepted', () => {
  it.each(['Dangerous', 'Irreversible'] as const)(
    'is not carried out, whoever applies it: %s',
    async (risk) => {
      const { path, sessionId, ids } = await aSession(functions[risk], setup.keyed);
      for (const [who, credentials] of Object.entries({ ...people, ...programs })) {
        for (const [way, call] of Object.entries(applyingWays)) {
          const answer = await call(credentials, sessionId, {});
          expect([who, way, answer.status >= 400]).toEqual([who, way, true]);
        }
      }
      const refused = await apply(service, path, { confirmation: CUSTOMER });
      expect([refused.status, errorOf(refused).errorCode]).toEqual([428, 'AcceptanceRequired']);
      expect(errorOf(refused).meta.ActionIds).toBe(ids[0]);
      expect(errorOf(refused).message).toContain(ids[0]);
      expect([target.calls.length, statesOf(await read(service, path))]).toEqual([0, ['Queued', 'Queued']]);
    },
  );

  it('is not accepted by any key, and a batch of judgements is none either', async () => {
    const { path, sessionId, ids } = await aSession(functions.Dangerous);
    const input = { actionId: ids[0], judgement: 'Accepted' };
    for (const [who, credentials] of Object.entries(programs)) {
      for (const [way, call] of Object.entries(judgingWays)) {
        const answer = await call(credentials, sessionId, input);
        const code = who.includes('Agent') ? 'Forbidden' : 'PersonRequired';
        expect([who, way, codeIn(answer)]).toEqual([who, way, code]);
      }
    }
    expect(statesOf(await read(service, path))).toEqual(['Queued']);
    const { credentials } = await makeKey(service, user);
    expect((await send(service, credentials, `${path}/review`)).body.actions[0]).toMatchObject({
      canAccept: false,
      canJudge: true,
      needsAcceptance: true,
      runs: false,
    });
    const refuse = { actionId: ids[0], judgement: 'Refused', reason: 'No' };
    expect((await judgingWays['the route']?.(credentials, sessionId, refuse))?.status).toBe(200);
  });

  it('is told of before: in a session, in its review and in a dry run, which is always allowed', async () => {
    const { path } = await aSession(functions.Dangerous, functions.Irreversible, setup.keyed);
    const { actions } = await read(service, path);
    expect(actions.map(({ demands }) => demands?.length ?? 0)).toEqual([1, 2, 0]);
    const { credentials } = await makeKey(service, user);
    const dry = await send(service, credentials, `${path}/apply`, { json: { dryRun: true } });
    expect(dry.body.log).toMatch(/^Dry run: nothing was sent\. Applying would be refused .* 2 of 3 actions/);
    expect(dry.body.log).toContain('Demanded first: A person has to accept it, without an API key.');
    expect(target.calls).toEqual([]);
  });
});

describe('what a person has accepted', () => {
  it('by whichever way they had signed in, a key may apply', async () => {
    const { credentials } = await makeKey(service, user);
    for (const [who, person] of Object.entries(people)) {
      const { sessionId, ids } = await aSession(functions.Dangerous);
      const input = { actionId: ids[0], judgement: 'Accepted' };
      const judged = await judgingWays['/json/reply']?.(person, sessionId, input);
      const applied = await applyingWays['the route']?.(credentials, sessionId, {});
      expect([who, judged?.status, applied?.body.state]).toEqual([who, 200, 'Applied']);
    }
    expect(target.calls).toHaveLength(Object.keys(people).length);
  });

  it('has to be accepted again once it was corrected', async () => {
    const { path, ids } = await aSession(functions.Dangerous);
    await judge(service, path, ids[0] ?? '', 'Accepted');
    await succeeding(
      service.request(`${path}/actions/${ids[0]}`, { method: 'PATCH', json: { arguments: '{"n":7}' } }),
    );
    expect((await apply(service, path)).status).toBe(428);
    expect(target.calls).toEqual([]);
  });

  it('is applied again after a failure, and after it was settled that it did not take effect', async () => {
    const { path, ids } = await aSession(functions.Dangerous);
    await judge(service, path, ids[0] ?? '', 'Accepted');
    failing(target, [0], 400);
    expect(statesOf((await apply(service, path)).body)).toEqual(['Failed']);
    const { credentials } = await makeKey(service, user);
    const again = await send(service, credentials, `${path}/apply`, { json: { continueAfterFailure: true } });
    expect([again.body.state, target.calls.length]).toEqual(['Applied', 2]);
  });

  it('waits for a person again when a program says that a call in doubt did not take effect', async () => {
    const name = await newFunction(service, { url: `${target.url}/doubt`, risk: 'Dangerous' });
    const { credentials } = await makeKey(service, user);
    const settlement = { settlement: 'NotApplied', note: 'Looked there' };
    for (const [who, states] of [
      [credentials, ['Returned']],
      [passwordOf(user), ['Applied']],
    ] as const) {
      reset(target);
      const { path, ids } = await aSession(name);
      await judge(service, path, ids[0] ?? '', 'Accepted');
      failing(target, [0], 504);
      expect(statesOf((await apply(service, path)).body)).toEqual(['InDoubt']);
      const settled = `${path}/actions/${ids[0]}/settlement`;
      await succeeding(send(service, who, settled, { json: settlement }));
      expect(statesOf((await apply(service, path)).body)).toEqual(states);
    }
  });

  it('and may be done twice is repeated only when a person accepts it anew', async () => {
    const name = await newFunction(service, { url: `${target.url}/twice`, risk: 'Dangerous' });
    const { path, sessionId, ids } = await aSession(name);
    await judge(service, path, ids[0] ?? '', 'Accepted');
    failing(target, [0], 500);
    await apply(service, path);
    expect((await apply(service, path)).body.responseStatus.errorCode).toBe('NothingToApply');
    const { credentials } = await makeKey(service, user);
    const input = { actionId: ids[0], judgement: 'Accepted' };
    const byKey = await judgingWays['the route']?.(credentials, sessionId, input);
    expect(codeIn(byKey ?? (await apply(service, path)))).toBe('PersonRequired');
    expect(target.calls).toHaveLength(1);
    await judge(service, path, ids[0] ?? '', 'Accepted');
    expect(statesOf((await apply(service, path)).body)).toEqual(['Applied']);
  });

  it('before that was kept counts only as far as it is known, and goes back to review with a sentence', async () => {
    const { path, ids } = await aSession(functions.Dangerous, setup.keyed);
    for (const id of ids) await judge(service, path, id, 'Accepted');
    const forget =
      'UPDATE ai_session_action SET accepted_as = NULL, accepted_by_user_id = NULL WHERE id = $1';
    await onDatabase(setup.database.url, forget, [ids[0]]);
    const { body } = await apply(service, path);
    expect(statesOf(body)).toEqual(['Returned', 'Applied']);
    expect(body.actions[0].reason).toContain('not known that a person accepted it');
    expect(target.calls.map(({ key }) => key)).toEqual([ids[1]]);
  });

  it.each([
    { url: '/after' },
    { readUrl: '/after' },
    { headers: { 'X-HTTP-Method-Override': 'DELETE' } },
    { parameters: '{"type":"object","additionalProperties":true}' },
    { honoursIdempotencyKey: true },
    { accountIds: [] },
  ])('goes back to review when what its function does was changed, by a person only: %o', async (change) => {
    const accountIds = [accountId];
    const name = await newFunction(service, { url: `${target.url}/before`, risk: 'Dangerous', accountIds });
    const { path, ids } = await aSession(name);
    await judge(service, path, ids[0] ?? '', 'Accepted');
    const { credentials } = await makeKey(service, user);
    const json = Object.fromEntries(
      Object.entries(change).map(([field, to]) => [field, to === '/after' ? target.url + to : to]),
    );
    const fn = await pathOfFunction(name);
    const functionId = fn.split('/').at(-1);
    for (const [way, input, method] of [
      [fn, json, 'PATCH'],
      ['/api/PatchAIFunction[]', [{ functionId, ...json }], 'POST'],
      ['/api/trpc/function.patch', { functionId, ...json }, 'POST'],
    ] as const) {
      const refused = await send(service, credentials, way, { method, json: input });
      expect([way, refused.status, codeIn(refused)]).toEqual([way, 403, 'PersonRequired']);
    }
    await succeeding(service.request(fn, { method: 'PATCH', json }));
    const applied = await send(service, credentials, `${path}/apply`, { json: {} });
    expect([statesOf(applied.body), target.calls]).toEqual([['Returned'], []]);
  });

  it('is carried out when a program has changed nothing of what its function does', async () => {
    const name = await newFunction(service, { url: `${target.url}/same`, risk: 'Dangerous' });
    const { path, ids } = await aSession(name);
    await judge(service, path, ids[0] ?? '', 'Accepted');
    const { credentials } = await makeKey(service, user);
    const json = { url: `${target.url}/same`, description: 'Says more of it', timeoutSeconds: 10 };
    await succeeding(send(service, credentials, await pathOfFunction(name), { method: 'PATCH', json }));
    const applied = await send(service, credentials, `${path}/apply`, { json: {} });
    expect([statesOf(applied.body), target.calls.length]).toEqual([['Applied'], 1]);
  });

  it('is not got around by a program that puts another function in the place of its own', async () => {
    const harmless = { title: 'Harmless', url: `${target.url}/harmless`, risk: 'Ordinary' };
    const name = await newFunction(service, { url: `${target.url}/harmful`, risk: 'Dangerous' });
    const { path } = await aSession(name);
    const fn = await pathOfFunction(name);
    const { credentials } = await makeKey(service, user);
    const refused = async (to: string, method: string, json?: object) => {
      const answer = await send(service, credentials, to, { method, json });
      expect([to, answer.status, codeIn(answer)]).toEqual([to, 403, 'PersonRequired']);
    };
    await refused(fn, 'DELETE');
    await refused('/api/DeleteAIFunction[]', 'POST', [{ functionId: fn.split('/').at(-1) }]);
    await refused('/api/trpc/function.delete', 'POST', { functionId: fn.split('/').at(-1) });
    await refused(fn, 'PATCH', { name: `${name} of before` });
    // Nor once a person has freed the name, which may have demanded more than any other does.
    await succeeding(service.request(fn, { method: 'DELETE' }));
    for (const risk of ['Ordinary', 'Dangerous']) {
      await refused('/ai/functions', 'POST', { ...harmless, name, risk });
      await refused('/api/NewAIFunction[]', 'POST', [{ ...harmless, name, risk }]);
      await refused('/api/trpc/function.create', 'POST', { ...harmless, name, risk });
    }
    const elsewhere = await newFunction(service, { url: `${target.url}/elsewhere` });
    await refused(await pathOfFunction(elsewhere), 'PATCH', { name });
    await send(service, credentials, `${path}/apply`, { json: {} });
    expect(target.calls).toEqual([]);
    // A person may, and a program where nothing waits.
    expect((await service.request('/ai/functions', { json: { ...harmless, name } })).status).toBe(200);
    const free = { ...harmless, name: `${name} of nobody` };
    expect((await send(service, credentials, '/ai/functions', { json: free })).status).toBe(200);
  });

  it('by a key while it was Ordinary goes back to review once its function is riskier', async () => {
    const name = await newFunction(service, { url: `${target.url}/raised` });
    const { path, sessionId, ids } = await aSession(name);
    const { credentials } = await makeKey(service, user);
    const input = { actionId: ids[0], judgement: 'Accepted' };
    expect((await judgingWays['the route']?.(credentials, sessionId, input))?.status).toBe(200);
    const fn = await pathOfFunction(name);
    await succeeding(service.request(fn, { method: 'PATCH', json: { risk: 'Dangerous' } }));
    const applied = await send(service, credentials, `${path}/apply`, { json: {} });
    expect([statesOf(applied.body), target.calls]).toEqual([['Returned'], []]);
    const lowered = await send(service, credentials, fn, { method: 'PATCH', json: { risk: 'Ordinary' } });
    expect([lowered.status, codeIn(lowered)]).toEqual([403, 'PersonRequired']);
    expect((await service.request(fn, { method: 'PATCH', json: { risk: 'Ordinary' } })).status).toBe(200);
  });
});

describe('what cannot be undone', () => {
  const json = { confirmation: CUSTOMER.normalize('NFD') };

  async function accepted() {
    const made = await aSession(functions.Irreversible);
    await judge(service, made.path, made.ids[0] ?? '', 'Accepted');
    return made;
  }

  it('is applied in the browser only, and not together with anything else', async () => {
    const { path, sessionId } = await accepted();
    const inBrowser = ['the page', 'a cookie of ServiceStack'];
    for (const [who, credentials] of Object.entries({ ...people, ...programs })) {
      for (const [way, call] of Object.entries(applyingWays)) {
        if (inBrowser.includes(who) && !way.includes('batch')) continue;
        const answer = await call(credentials, sessionId, json);
        const code = who.includes('Agent') ? 'Forbidden' : 'BrowserRequired';
        if (way !== 'an overridden method') expect([who, way, codeIn(answer)]).toEqual([who, way, code]);
        expect([who, way, answer.status >= 400]).toEqual([who, way, true]);
      }
    }
    expect([target.calls, statesOf(await read(service, path))]).toEqual([[], ['Accepted']]);
  });

  it.each(['the page', 'a cookie of ServiceStack'])(
    'is applied by %s with the name of the customer',
    async (who) => {
      const { path } = await accepted();
      const { body: review } = await send(service, people[who] ?? {}, `${path}/review`);
      expect(review).toMatchObject({
        confirmation: CUSTOMER,
        actions: [{ runs: true, needsAcceptance: false }],
      });
      for (const [given, status, code] of [
        [{}, 428, 'ConfirmationRequired'],
        [{ confirmation: '' }, 428, 'ConfirmationRequired'],
        [{ confirmation: 'Somebody else' }, 422, 'ConfirmationMismatch'],
      ] as const) {
        const answer = await send(service, people[who] ?? {}, `${path}/apply`, { json: given });
        expect([answer.status, codeIn(answer), errorOf(answer).errors[0].fieldName]).toEqual([
          status,
          code,
          'Confirmation',
        ]);
      }
      expect(target.calls).toEqual([]);
      const applied = await send(service, people[who] ?? {}, `${path}/apply`, { json });
      expect([applied.status, applied.body.state, target.calls.length]).toEqual([200, 'Applied', 1]);
    },
  );

  it('asks for a sign-in of the last quarter of an hour, by the clock of the database', async () => {
    const { path } = await accepted();
    const page = await pageOf(other.emailAddress);
    const older = `UPDATE browser_session SET date_created = date_created - interval '16 minutes' WHERE user_id = $1`;
    await onDatabase(setup.database.url, older, [other.id]);
    const refused = await send(service, page, `${path}/apply`, { json });
    expect([refused.status, codeIn(refused), target.calls]).toEqual([403, 'ReauthenticationRequired', []]);
    const fresh = await pageOf(other.emailAddress);
    expect((await send(service, fresh, `${path}/apply`, { json })).body.state).toBe('Applied');
  });

  it('on the whole platform asks for that word, and asks again when it is tried again', async () => {
    const path = await newSession(service);
    const { actions } = await queue(service, path, {
      functionName: functions.Irreversible,
      arguments: '{"n":1}',
    });
    await judge(service, path, actions[0]?.id ?? '', 'Accepted');
    const page = await pageOf(user.emailAddress);
    failing(target, [0], 400);
    const platform = { confirmation: 'platform' };
    expect(statesOf((await send(service, page, `${path}/apply`, { json: platform })).body)).toEqual([
      'Failed',
    ]);
    expect((await apply(service, path, platform)).body.responseStatus.errorCode).toBe('BrowserRequired');
    expect((await send(service, page, `${path}/apply`, { json })).status).toBe(422);
    expect((await send(service, page, `${path}/apply`, { json: platform })).body.state).toBe('Applied');
  });
});

describe('per function', () => {
  it('only those who are named judge, and what others have accepted is not enough', async () => {
    const url = `${target.url}/judged`;
    const name = await newFunction(service, { url, judgeIds: [user.id] });
    const { path, sessionId, ids } = await aSession(name);
    expect((await apply(service, path)).status).toBe(428);
    for (const judgement of ['Accepted', 'Refused', 'Returned', 'Queued']) {
      const input = { actionId: ids[0], judgement, reason: 'So' };
      const answer = await judgingWays['the route']?.(passwordOf(other), sessionId, input);
      expect([judgement, answer?.status, answer && codeIn(answer)]).toEqual([
        judgement,
        403,
        'JudgeRequired',
      ]);
    }
    const seen = async (who: Credentials) => (await send(service, who, `${path}/review`)).body.actions[0];
    expect(await seen(passwordOf(other))).toMatchObject({ canJudge: false, canAccept: false });
    expect(await seen(passwordOf(user))).toMatchObject({ canJudge: true, canAccept: true });
    const input = { actionId: ids[0], judgement: 'Accepted' };
    expect((await judgingWays['the route']?.(passwordOf(user), sessionId, input))?.status).toBe(200);
    const fn = await pathOfFunction(name);
    await succeeding(service.request(fn, { method: 'PATCH', json: { judgeIds: [other.id] } }));
    expect([statesOf((await apply(service, path)).body), target.calls]).toEqual([['Returned'], []]);
  });

  it('judges have to be system administrators who are there', async () => {
    const nobody = await makeUser(service);
    for (const id of [nobody.id, 'nobody']) {
      const json = { name: 'x', title: 'x', url: `${target.url}/x`, judgeIds: [id] };
      const { status, body } = await service.request('/ai/functions', { json });
      expect([status, body.responseStatus.errors[0].fieldName]).toEqual([400, 'JudgeIds']);
    }
  });

  it('one person accepts and another one applies, and neither queued nor corrected by whoever accepts', async () => {
    const name = await newFunction(service, { url: `${target.url}/two`, needsSecondPerson: true });
    const { path, sessionId, ids } = await aSession(name);
    const accept = { actionId: ids[0], judgement: 'Accepted' };
    const judged = (who: Credentials) => judgingWays['the route']?.(who, sessionId, accept);
    const own = await service.request(`${path}/actions/${ids[0]}/judgement`, {
      json: { judgement: 'Accepted' },
    });
    expect([own.status, codeIn(own)]).toEqual([403, 'SecondPersonRequired']);
    const correction = { method: 'PATCH', json: { arguments: '{"n":3}' } };
    await succeeding(send(service, passwordOf(user), `${path}/actions/${ids[0]}`, correction));
    expect((await judged(passwordOf(user)))?.status).toBe(403);
    expect((await judged(passwordOf(other)))?.status).toBe(200);
    const { credentials } = await makeKey(service, other);
    for (const who of [passwordOf(other), credentials]) {
      const answer = await send(service, who, `${path}/apply`, { json: {} });
      expect([answer.status, codeIn(answer)]).toEqual([403, 'SecondPersonRequired']);
    }
    expect(target.calls).toEqual([]);
    expect((await send(service, passwordOf(user), `${path}/apply`, { json: {} })).body.state).toBe('Applied');
  });
});

it('stays as it was for Ordinary functions: a key queues, judges and applies', async () => {
  const { credentials } = await makeKey(service, user);
  const { path, sessionId, ids } = await aSession(setup.keyed, 'setSessionPurpose');
  const refused = { actionId: ids[1], judgement: 'Refused', reason: 'No' };
  expect((await judgingWays['the route']?.(credentials, sessionId, refused))?.status).toBe(200);
  expect((await send(service, credentials, `${path}/apply`, { json: {} })).body.state).toBe('Applied');
});
