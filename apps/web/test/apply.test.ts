import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applying, failing, reset, startApplying } from './support/applying.ts';
import { onDatabase } from './support/callers.ts';
import { ADMIN_EMAIL, type RunningService, until } from './support/service.ts';
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
import type { Target } from './support/target.ts';

let setup: Applying;
let service: RunningService;
/** A second process on the same database. */
let other: RunningService;
let target: Target;
let keyed: string;

beforeAll(async () => {
  setup = await startApplying();
  ({ service, target, keyed } = setup);
  other = await setup.another();
});

beforeEach(() => reset(target));

afterAll(() => setup.close());

const keys = () => target.calls.map(({ key }) => key);

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
    failing(target, [1]);
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
    failing(target, [0]);
    const { body } = await apply(service, path, { continueAfterFailure: true });
    expect([body.state, statesOf(body)]).toEqual(['PartlyApplied', ['Failed', 'Applied', 'Applied']]);
  });

  it('keeps the readable log of each run, and its steps with the beginning of the answers', async () => {
    const { path, ids } = await newSessionOf(service, keyed, 2);
    failing(target, [1]);
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

  it('lists runs of all sessions, with what came of their actions, and exports them', async () => {
    const { body: account } = await service.request('/accounts', { json: { name: 'Of runs' } });
    const path = await newSession(service, { accountId: account.id, purpose: 'Seen among others' });
    const action = (n: number) => ({ functionName: keyed, arguments: `{"n":${n}}` });
    await queue(service, path, action(0), action(1));
    failing(target, [0]);
    await apply(service, path, { continueAfterFailure: true });
    const of = (further: string) =>
      succeeding(service.request(`/ai/runs?accountIds=${account.id}${further}`));
    const { items } = (await of('')).body;
    expect(items).toMatchObject([
      {
        purpose: 'Seen among others',
        accountName: 'Of runs',
        number: 1,
        state: 'PartlyApplied',
        startedBy: ADMIN_EMAIL,
        steps: 2,
        stepsApplied: 1,
        stepsFailed: 1,
        stepsInDoubt: 0,
      },
    ]);
    const { dateStarted, dateEnded, durationMs } = items[0];
    expect(durationMs).toBe(Date.parse(dateEnded) - Date.parse(dateStarted));
    const later = new Date(Date.parse(dateStarted) + 1).toISOString();
    for (const [filter, found] of [
      ['states=PartlyApplied,Failed', 1],
      ['states=Applied', 0],
      [`startedBy=${ADMIN_EMAIL.toUpperCase()}`, 1],
      ['startedBy=nobody@example.com', 0],
      [`startedFrom=${dateStarted}&startedUntil=${later}`, 1],
      [`startedFrom=${later}`, 0],
    ] as const)
      expect([filter, (await of(`&${filter}`)).body.items.length]).toEqual([filter, found]);
    const { text } = await succeeding(service.request(`/ai/runs/export.csv?accountIds=${account.id}`));
    expect(text.split('\r\n')).toEqual([
      expect.stringContaining('StepsApplied'),
      expect.stringContaining('Seen among others'),
      '',
    ]);
    await succeeding(service.request(path, { method: 'DELETE' }));
    expect((await of('')).body.items).toEqual([]);
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
    setup.database.url,
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
  // Both actions are about the same, which the review asks for once.
  expect(target.calls.map(({ headers }) => headers['x-api-key'])).toEqual([token, token, token]);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(answers[5]?.body.steps.map(({ actionId }: { actionId: string }) => actionId)).toEqual(ids);
  expect(answers[5]?.body.steps[0].answer).toContain('visible');
  for (const text of [...answers.map((answer) => answer.text), service.output(), other.output()]) {
    for (const secret of ['Zx8-quite', 'secret/']) expect(text).not.toContain(secret);
  }
});
