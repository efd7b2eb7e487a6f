import type { SessionRecord, StoredAction, StoredFunction } from '@ai-sessions/db';
import { describe, expect, it } from 'vitest';
import { functionDigest, lackOfAcceptance } from '../src/review/demands.ts';
import { describeSession } from '../src/review/describe.ts';
import { runnable } from '../src/review/verdict.ts';

const info = {
  id: 'f1',
  name: 'rename',
  title: 'Rename {accountId} to {name}',
  parameters:
    '{"type":"object","properties":{"accountId":{"type":"string"},"name":{"type":"string","maxLength":5},"mode":{"enum":["a","b"]}},"required":["accountId","name"],"additionalProperties":false}',
  risk: 'Ordinary',
  accountArguments: ['accountId'],
  objectArguments: [],
  accountIds: [],
  judgeIds: [],
  needsSecondPerson: false,
  target: 'Http',
  headerNames: [],
  timeoutSeconds: 20,
  honoursIdempotencyKey: false,
  enabled: true,
  version: 1,
} as const satisfies StoredFunction['info'];

function aFunction(changes: Partial<StoredFunction['info']> = {}): StoredFunction {
  return {
    headers: {},
    info: {
      ...info,
      accountIds: [],
      judgeIds: [],
      accountArguments: ['accountId'],
      objectArguments: [],
      headerNames: [],
      ...changes,
    },
  };
}

function anAction(changes: Partial<StoredAction> = {}): StoredAction {
  return {
    id: 'x1',
    date: '2026-01-01T00:00:00.000Z',
    functionName: 'rename',
    arguments: '{"accountId":"a1","name":"New"}',
    createdBy: 'agent@example.com',
    state: 'Queued',
    accepted: changes.state === 'Accepted',
    mayHaveTakenEffect: false,
    repeatAccepted: false,
    correctedByUserIds: [],
    ...changes,
  };
}

function aSession(actions: readonly StoredAction[], functions = [aFunction()]): SessionRecord {
  return {
    session: { id: 's1', accountId: 'a1', accountName: 'Old' },
    version: 1,
    actions,
    functions,
    log: undefined,
  };
}

const problemsOf = (action: StoredAction, fn?: StoredFunction) =>
  describeSession(aSession([action], fn ? [fn] : [aFunction()])).info.actions?.[0]?.problems;

it('can be applied when all is well', () => {
  const [action] = describeSession(aSession([anAction()])).info.actions ?? [];
  expect(action).toMatchObject({ canBeApplied: true, title: 'Rename “Old” to “New”' });
  expect(action?.problems).toBeUndefined();
});

it.each([
  [anAction({ functionName: 'other' }), undefined, ["There is no function 'other' in the catalogue."]],
  [anAction(), aFunction({ enabled: false }), ['The function is switched off.']],
  [
    anAction({ arguments: '{"name":"Too long","mode":"c","x":1}' }),
    undefined,
    [
      "'accountId' is missing.",
      "'x' is no argument of this function.",
      "'name' must NOT have more than 5 characters.",
      "'mode' must be equal to one of the allowed values: a, b.",
    ],
  ],
  [
    anAction({ arguments: '{"accountId":"a2","name":"New"}' }),
    undefined,
    ["'accountId' names another account than that of the session."],
  ],
  [anAction(), aFunction({ accountIds: ['a9'] }), ['The function may not touch this account.']],
])('says all that is wrong: %#', (action, fn, problems) => {
  expect(problemsOf(action, fn)?.toSorted()).toEqual(problems.toSorted());
});

it.each(['Refused', 'Returned', 'Running', 'Applied', 'InDoubt'] as const)(
  'is not applied when it is %s',
  (state) => {
    expect(describeSession(aSession([anAction({ state })])).info.actions?.[0]?.canBeApplied).toBe(false);
  },
);

it('carries out what was accepted once something was, and until then all that can be', () => {
  const run = (...actions: Partial<StoredAction>[]) =>
    runnable(
      describeSession(aSession(actions.map((action, index) => anAction({ id: `x${index}`, ...action }))))
        .verdicts,
    ).map(({ action }) => action.id);
  expect(run({ state: 'Queued' }, { state: 'Refused' }, { state: 'Failed' })).toEqual(['x0', 'x2']);
  expect(
    run({ state: 'Queued' }, { state: 'Accepted' }, { state: 'Failed', accepted: true }, { state: 'Failed' }),
  ).toEqual(['x1', 'x2']);
  expect(run({ state: 'Applied', accepted: true }, { state: 'Queued' })).toEqual([]);
  expect(run({ state: 'Applied' }, { state: 'InDoubt' }, { state: 'Returned' })).toEqual([]);
});

it('has another ETag whenever a reader would see something else, or a function has changed', () => {
  const record = aSession([anAction()]);
  const digest = (changed: SessionRecord) => describeSession(changed).tag.digest;
  const same = digest(record);
  expect(digest(aSession([anAction({ arguments: '{ "name": "New", "accountId": "a1" }' })]))).toBe(same);
  for (const other of [
    aSession([anAction({ arguments: '{"accountId":"a1","name":"Neu"}' })]),
    aSession([anAction({ state: 'Accepted' })]),
    aSession([anAction()], [aFunction({ version: 2 })]),
    aSession([anAction(), anAction({ id: 'x2' })]),
    { ...record, session: { ...record.session, accountName: 'Renamed' } },
    { ...record, log: 'Run 1' },
  ]) {
    expect(digest(other)).not.toBe(same);
  }
});

describe('what a person has accepted', () => {
  const dangerous = (changes: Partial<StoredFunction['info']> = {}, headers = {}): StoredFunction => ({
    ...aFunction({
      risk: 'Dangerous',
      method: 'POST',
      url: 'https://example.com/',
      accountIds: ['a1', 'a2'],
      objectArguments: [{ argument: 'name', kind: 'Name', url: 'https://example.com/{name}' }],
      dateLastModified: '2026-01-02T00:00:00.000Z',
      ...changes,
    }),
    headers: { Authorization: 'sealed', Accept: 'sealed', ...headers },
  });
  const accepted = (changes: Partial<StoredAction> = {}) =>
    anAction({
      state: 'Accepted',
      acceptedAs: 'Person',
      acceptedByUserId: 'u1',
      acceptedFunction: functionDigest(dangerous()),
      dateJudged: '2026-01-01T00:00:00.000Z',
      ...changes,
    });

  it.each([
    dangerous({ method: 'DELETE' }),
    dangerous({ url: 'https://example.com/other' }),
    dangerous({ readUrl: 'https://example.com/read' }),
    dangerous({ title: 'Rename {accountId}' }),
    dangerous({ parameters: '{"type":"object"}' }),
    dangerous({ accountArguments: [] }),
    dangerous({ objectArguments: [] }),
    dangerous({ objectArguments: [{ argument: 'name', kind: 'Name', url: 'https://example.com/x/{name}' }] }),
    dangerous({ accountIds: [] }),
    dangerous({ accountIds: ['a1'] }),
    dangerous({ honoursIdempotencyKey: true }),
    dangerous({}, { Authorization: 'sealed anew' }),
    dangerous({}, { 'X-HTTP-Method-Override': 'sealed' }),
  ])('is to be accepted anew once something else is done or for others: %#', (fn) => {
    expect(lackOfAcceptance({ action: accepted(), fn })).toContain('was changed since it was accepted');
  });

  it.each([
    dangerous(),
    dangerous({ accountIds: ['a2', 'a1'] }),
    dangerous({ description: 'Says more of it', timeoutSeconds: 10, enabled: false, version: 7 }),
    dangerous({ risk: 'Irreversible' }),
  ])('stays accepted as long as the same is done: %#', (fn) => {
    expect(lackOfAcceptance({ action: accepted(), fn })).toBeUndefined();
  });

  it('is to be accepted anew when there was no function of the name', () => {
    const action = accepted({ acceptedFunction: functionDigest(undefined) });
    expect(lackOfAcceptance({ action, fn: dangerous() })).toContain('was changed');
  });

  it.each([undefined, 'a digest of less'])(
    'before all of that was kept stays accepted until anything of the function is changed: %s',
    (acceptedFunction) => {
      const lack = (dateJudged?: string) =>
        lackOfAcceptance({ action: accepted({ acceptedFunction, dateJudged }), fn: dangerous() });
      expect(lack('2026-01-02T00:00:00.001Z')).toBeUndefined();
      for (const before of ['2026-01-02T00:00:00.000Z', undefined])
        expect(lack(before)).toContain('was changed');
    },
  );
});
