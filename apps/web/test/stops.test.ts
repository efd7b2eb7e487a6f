import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applying, holding, reset, startApplying } from './support/applying.ts';
import { type Credentials, cookiesOf, makeKey, makeUser, passwordOf, send } from './support/callers.ts';
import { callTool, eras } from './support/mcp.ts';
import { browse, jarOf, letIn } from './support/oauth-agent.ts';
import { ADMIN_EMAIL, type Answer, type RunningService } from './support/service.ts';
import { apply, latestRun, newSession, read, statesOf, succeeding } from './support/session.ts';
import { done, type Target } from './support/target.ts';

let setup: Applying;
let service: RunningService;
/** A second process on the same database. */
let other: RunningService;
let target: Target;
let keyed: string;
let accountId: string;
let elsewhere: string;

beforeAll(async () => {
  setup = await startApplying();
  ({ service, target, keyed } = setup);
  other = await setup.another();
  accountId = (await succeeding(service.request('/accounts', { json: { name: 'Northwind' } }))).body.id;
  elsewhere = (await succeeding(service.request('/accounts', { json: { name: 'Elsewhere' } }))).body.id;
});

beforeEach(() => reset(target));

afterAll(() => setup?.close());

const stopAccount = (id: string, stopped: boolean, reason?: string) =>
  succeeding(other.request(`/ai/applying/accounts/${id}`, { method: 'PATCH', json: { stopped, reason } }));
const stopAgent = (id: string, stopped: boolean, reason?: string) =>
  succeeding(other.request(`/ai/applying/agents/${id}`, { method: 'PATCH', json: { stopped, reason } }));

const proposals = (count: number) => ({
  actions: Array.from({ length: count }, (_, n) => ({ functionName: keyed, arguments: `{"n":${n}}` })),
});

async function proposedBy(as: Credentials, count: number, of = accountId): Promise<string> {
  const path = await newSession(service, { accountId: of });
  await succeeding(send(service, as, `${path}/actions`, { json: proposals(count) }));
  return path;
}

/** An agent with its key. */
async function newAgent(kind = 'Agent') {
  const user = await makeUser(service, ['SystemAdministrator']);
  return { user, ...(await makeKey(service, user, { kind, name: `Bot ${kind}` })) };
}

/** What another process has decided counts within a second, on a machine that has nothing else to do. */
const SOON = { timeout: 10_000 };

const aFunction = () => ({ name: 'braked', title: 'Braked', url: target.url });

const codeOf = ({ status, body }: Answer) => [status, body.responseStatus.errorCode];

const eventsOf = async (entityType: string, entityId: string) =>
  (await succeeding(service.request(`/audit/events?entityType=${entityType}&entityId=${entityId}`))).body
    .items;

describe('the stop of an account', () => {
  it('keeps its sessions from being applied in every process, and no other ones', async () => {
    const { credentials } = await newAgent();
    const path = await proposedBy(credentials, 2);
    const { body } = await stopAccount(accountId, true, 'The contract is being checked');
    try {
      expect(body).toMatchObject({
        id: accountId,
        subject: 'Account',
        name: 'Northwind',
        stopped: true,
        reason: 'The contract is being checked',
        changedBy: ADMIN_EMAIL,
        dateChanged: expect.stringMatching(/Z$/),
      });
      for (const process of [service, other]) {
        const refused = await apply(process, path);
        expect(codeOf(refused)).toEqual([409, 'ApplyingStopped']);
        expect(refused.body.responseStatus.message).toContain('The contract is being checked');
      }
      expect(target.calls).toEqual([]);
      expect((await apply(service, path, { dryRun: true })).status).toBe(200);
      // Proposing goes on, and so does every other account.
      const later = await proposedBy(credentials, 1);
      expect((await read(service, later)).actions).toHaveLength(1);
      expect((await apply(service, await proposedBy(credentials, 1, elsewhere))).body.state).toBe('Applied');
      const { items } = (await service.request('/ai/applying/stops')).body;
      expect(items.map(({ id }: { id: string }) => id)).toEqual([accountId]);
    } finally {
      await stopAccount(accountId, false, 'All is well');
    }
    expect((await service.request('/ai/applying/stops')).body.items).toEqual([]);
    expect((await apply(service, path)).body.state).toBe('Applied');
    const events = await eventsOf('Account', accountId);
    expect(events.map(({ operation }: { operation: string }) => operation)).toEqual([
      'PatchAIAccountStop',
      'PatchAIAccountStop',
      'NewAccount',
    ]);
    expect(events[1].changes).toEqual(
      expect.arrayContaining([
        { field: 'stopped', before: 'false', after: 'true' },
        expect.objectContaining({ field: 'stopReason', after: 'The contract is being checked' }),
      ]),
    );
  });

  it('ends a run before its next call, wherever that is carried out', async () => {
    const path = await proposedBy((await newAgent()).credentials, 4);
    const held = holding(target);
    const applied = apply(service, path);
    await target.called(1);
    await stopAccount(accountId, true, 'Stop it');
    held.next();
    try {
      const { body } = await applied;
      expect(statesOf(body)).toEqual(['Applied', 'Queued', 'Queued', 'Queued']);
      expect((await latestRun(service, path)).state).toBe('Stopped');
      expect(body.log).toContain('applying is stopped for the account: Stop it');
      expect(target.calls).toHaveLength(1);
    } finally {
      await stopAccount(accountId, false);
    }
    target.answer = done;
    expect((await apply(service, path)).body.state).toBe('Applied');
    expect(target.calls).toHaveLength(4);
  });

  it('counts for changes of our own data as well', async () => {
    const { credentials } = await newAgent();
    const path = await newSession(service, { accountId });
    const rename = { functionName: 'renameAccount', arguments: JSON.stringify({ accountId, name: 'Other' }) };
    const first = { functionName: keyed, arguments: '{"n":1}' };
    await succeeding(send(service, credentials, `${path}/actions`, { json: { actions: [first, rename] } }));
    const held = holding(target);
    const applied = apply(service, path);
    await target.called(1);
    await stopAccount(accountId, true);
    held.next();
    try {
      expect(statesOf((await applied).body)).toEqual(['Applied', 'Queued']);
      expect((await service.request(`/accounts/${accountId}`)).body.name).toBe('Northwind');
    } finally {
      await stopAccount(accountId, false);
    }
  });
});

describe('the stop of an agent', () => {
  it.each([
    ['by its key', 'ApiKey'],
    ['as a user', 'User'],
  ])('%s lets it propose nothing, and read', async (_, subject) => {
    const agent = await newAgent();
    const path = await proposedBy(agent.credentials, 2);
    const [first, second] = (await read(service, path)).actions;
    const id = subject === 'User' ? agent.user.id : agent.id;
    const stopped = await stopAgent(id, true, 'It repeats itself');
    expect(stopped.body).toMatchObject({ id, subject, stopped: true, reason: 'It repeats itself' });
    const as = (place: string, options?: object) => send(service, agent.credentials, place, options);
    const statusOfOpening = async () => (await as('/ai/sessions', { json: { purpose: 'More' } })).status;
    // The other process decided it: this one hears of it within a second.
    await expect.poll(statusOfOpening, SOON).toBe(409);
    const refused: readonly [string, string, object][] = [
      ['POST', '/ai/sessions', { purpose: 'More' }],
      ['POST', `${path}/actions`, proposals(1)],
      ['PATCH', `${path}/actions/${first?.id}`, { arguments: '{"n":9}' }],
    ];
    for (const [method, place, json] of refused) {
      const answer = await as(place, { method, json });
      expect([method, place, ...codeOf(answer)]).toEqual([method, place, 409, 'AgentStopped']);
      expect(answer.body.responseStatus.message).toContain('It repeats itself');
    }
    expect((await as(path)).status).toBe(200);
    expect((await as('/ai/functions')).status).toBe(200);
    expect((await as(`${path}/actions/${second?.id}`, { method: 'DELETE' })).status).toBe(200);
    expect((await read(service, path)).actions).toHaveLength(1);

    const applied = await apply(service, path);
    expect(codeOf(applied)).toEqual([409, 'ApplyingStopped']);
    expect(applied.body.responseStatus.message).toContain('It repeats itself');
    expect(target.calls).toEqual([]);

    const events = await eventsOf(subject, id);
    expect(
      events.filter(({ operation }: { operation: string }) => operation === 'PatchAIAgentStop'),
    ).toHaveLength(1);
    await stopAgent(id, false);
    expect((await apply(service, path)).body.state).toBe('Applied');
    await expect.poll(statusOfOpening, SOON).toBe(200);
  });

  it('ends a run before what it has proposed, after what others have', async () => {
    const person = await makeUser(service, ['SystemAdministrator']);
    const agent = await newAgent();
    const path = await newSession(service, { accountId });
    for (const [as, n] of [
      [passwordOf(person), 1],
      [passwordOf(person), 2],
      [agent.credentials, 3],
    ] as const) {
      const json = { functionName: keyed, arguments: `{"n":${n}}` };
      await succeeding(send(service, as, `${path}/actions`, { json }));
    }
    const held = holding(target);
    const applied = apply(service, path);
    await target.called(1);
    await stopAgent(agent.id, true, 'Wrong numbers');
    held.next();
    await target.called(2);
    held.next();
    const { body } = await applied;
    expect(statesOf(body)).toEqual(['Applied', 'Applied', 'Queued']);
    expect(body.log).toContain('the agent “Bot Agent” is stopped: Wrong numbers');
    expect(target.calls).toHaveLength(2);
    await stopAgent(agent.id, false);
  });

  it.each(eras)('is told over MCP of %s as what to do', async (era) => {
    const agent = await newAgent();
    const sender = { url: other.url, credentials: agent.credentials };
    const opened = await callTool(sender, era, 'open_session', { accountId, purpose: 'Stopped' });
    await stopAgent(agent.id, true, 'Wait for Monday');
    const { sessionId } = opened.data;
    const proposed = await callTool(sender, era, `propose_${keyed}`, { sessionId, n: 1 });
    expect([proposed.failed, proposed.data.error.code]).toEqual([true, 'AgentStopped']);
    expect(proposed.text).toContain('Wait for Monday');
    expect(proposed.text).toContain('Stop working');
    expect((await callTool(sender, era, 'read_session', { sessionId })).failed).toBe(false);
    await stopAgent(agent.id, false);
  });
});

describe('the stop of an agent that was let in by OAuth', () => {
  /** Two agents of the same user, who differ only by their grants. */
  async function letInTwo() {
    const url = service.url.replace('127.0.0.1', 'localhost');
    const user = await makeUser(service, ['SystemAdministrator']);
    const jar = jarOf(await cookiesOf(service, user));
    const senderOf = ({ accessToken }: { readonly accessToken: string }) => ({
      url,
      credentials: { authorization: `Bearer ${accessToken}` },
    });
    const [first, second] = [await letIn(url, jar), await letIn(url, jar)];
    const listed = await browse(`${url}/auth/agents`, jar, { headers: { accept: 'application/json' } });
    // The newest is first.
    return { user, grantId: listed.body.items[1].id, stopped: senderOf(first), other: senderOf(second) };
  }

  it.each(eras)('lets it propose nothing over MCP of %s, and read; others of its user go on', async (era) => {
    const { user, grantId, ...agents } = await letInTwo();
    const opened = await callTool(agents.stopped, era, 'open_session', { accountId, purpose: 'Stopped' });
    const { sessionId } = opened.data;
    const propose = (n: number, by = agents.stopped) =>
      callTool(by, era, `propose_${keyed}`, { sessionId, n });
    const { data } = await propose(1);
    const { body } = await stopAgent(grantId, true, 'Wait for Monday');
    expect(body).toMatchObject({
      id: grantId,
      subject: 'AgentGrant',
      name: 'Billing agent',
      userId: user.id,
      stopped: true,
      reason: 'Wait for Monday',
      changedBy: ADMIN_EMAIL,
    });
    const { items } = (await service.request('/ai/applying/stops')).body;
    expect(items).toEqual([body]);

    await expect.poll(async () => (await propose(2)).data.error?.code, SOON).toBe('AgentStopped');
    expect((await propose(3)).text).toContain('Wait for Monday');
    const { actionId } = data.action;
    const revised = await callTool(agents.stopped, era, 'revise_action', {
      sessionId,
      actionId,
      arguments: { n: 4 },
    });
    expect(revised.data.error.code).toBe('AgentStopped');
    expect((await callTool(agents.stopped, era, 'read_session', { sessionId })).failed).toBe(false);
    expect((await propose(5, agents.other)).failed).toBe(false);

    const path = `/ai/sessions/${sessionId}`;
    const refused = await apply(service, path);
    expect(codeOf(refused)).toEqual([409, 'ApplyingStopped']);
    expect(refused.body.responseStatus.message).toContain('“Billing agent” is stopped: Wait for Monday');
    expect(target.calls).toEqual([]);
    const withdrawn = await callTool(agents.stopped, era, 'withdraw_action', { sessionId, actionId });
    expect(withdrawn.failed).toBe(false);

    const events = await eventsOf('AgentGrant', grantId);
    expect(events[0]).toMatchObject({
      operation: 'PatchAIAgentStop',
      userName: ADMIN_EMAIL,
      changes: expect.arrayContaining([{ field: 'stopped', before: 'false', after: 'true' }]),
    });
    await stopAgent(grantId, false);
    await expect.poll(async () => (await propose(6)).failed, SOON).toBe(false);
    expect((await service.request('/ai/applying/stops')).body.items).toEqual([]);
  });

  it('ends a run before what it has proposed, and outlives its grant', async () => {
    const { grantId, ...agents } = await letInTwo();
    const era = '2026-07-28';
    const { data } = await callTool(agents.other, era, 'open_session', { accountId, purpose: 'Both' });
    const { sessionId } = data;
    const path = `/ai/sessions/${sessionId}`;
    await callTool(agents.other, era, `propose_${keyed}`, { sessionId, n: 1 });
    await callTool(agents.stopped, era, `propose_${keyed}`, { sessionId, n: 2 });
    const held = holding(target);
    const applied = apply(service, path);
    await target.called(1);
    await stopAgent(grantId, true, 'Wrong numbers');
    held.next();
    const { body } = await applied;
    expect(statesOf(body)).toEqual(['Applied', 'Queued']);
    expect(body.log).toContain('the agent “Billing agent” is stopped: Wrong numbers');
    expect(target.calls).toHaveLength(1);

    target.answer = done;
    expect((await service.request(`/auth/agents/${grantId}`, { method: 'DELETE' })).status).toBe(204);
    expect(codeOf(await apply(service, path))).toEqual([409, 'ApplyingStopped']);
    await stopAgent(grantId, false);
    expect((await apply(service, path)).body.state).toBe('Applied');
    expect(target.calls).toHaveLength(2);
  });
});

describe('stops', () => {
  it('are of what is there, for a yes or a no, by those who may', async () => {
    const missing = await service.request('/ai/applying/agents/nowhere', {
      method: 'PATCH',
      json: { stopped: true },
    });
    expect(codeOf(missing)).toEqual([404, 'NotFound']);
    const place = `/ai/applying/accounts/${accountId}`;
    for (const json of [{}, { stopped: 'maybe' }, { stopped: true, dryRun: true }]) {
      const { status } = await service.request(place, { method: 'PATCH', json });
      expect([json, status]).toEqual([json, 400]);
    }
    const agent = await newAgent();
    const { status } = await send(service, agent.credentials, place, {
      method: 'PATCH',
      json: { stopped: true },
    });
    expect(status).toBe(403);
    const limited = await makeKey(service, agent.user, { accountIds: [elsewhere] });
    for (const [where, expected] of [
      [place, 404],
      [`/ai/applying/agents/${agent.id}`, 403],
    ] as const) {
      const answer = await send(service, limited.credentials, where, {
        method: 'PATCH',
        json: { stopped: true },
      });
      expect([where, answer.status]).toEqual([where, expected]);
    }
    expect((await service.request('/ai/applying/stops')).body.items).toEqual([]);
  });

  it('are lifted by a person, and by no key', async () => {
    const user = await makeUser(service, ['SystemAdministrator']);
    const { id: keyId, credentials } = await makeKey(service, user);
    const functionId = (await succeeding(service.request('/ai/functions', { json: aFunction() }))).body.id;
    const brakes: readonly (readonly [path: string, on: object, off: object])[] = [
      ['/ai/applying', { stopped: true }, { stopped: false }],
      [`/ai/applying/accounts/${elsewhere}`, { stopped: true }, { stopped: false }],
      [`/ai/applying/agents/${keyId}`, { stopped: true }, { stopped: false }],
      [`/ai/applying/agents/${user.id}`, { stopped: true }, { stopped: false }],
      [`/ai/functions/${functionId}`, { enabled: false }, { enabled: true }],
    ];
    for (const [path, on, off] of brakes) {
      const patch = (json: object) => send(service, credentials, path, { method: 'PATCH', json });
      expect([path, (await patch(off)).status]).toEqual([path, 200]);
      expect([path, (await patch(on)).status]).toEqual([path, 200]);
      expect([path, ...codeOf(await patch(off))]).toEqual([path, 403, 'PersonRequired']);
      await succeeding(service.request(path, { method: 'PATCH', json: off }));
    }
  });
});
