import { openDatabase, type SessionRecord } from '@ai-sessions/db';
import { quietLog } from '@ai-sessions/db/testing';
import { afterAll, expect, it } from 'vitest';
import { currentValues } from '../src/function/current-values.ts';
import type { FunctionCaller } from '../src/index.ts';
import { verdictsOn } from '../src/review/verdict.ts';

const record: SessionRecord = {
  session: { id: 's1' },
  version: 1,
  log: undefined,
  actions: [
    {
      id: 'x1',
      date: '',
      functionName: 'f',
      arguments: '{}',
      createdBy: 'a',
      state: 'Queued',
      accepted: false,
      mayHaveTakenEffect: false,
      repeatAccepted: false,
      correctedByUserIds: [],
    },
  ],
  functions: [
    {
      headers: {},
      info: {
        id: 'f1',
        name: 'f',
        title: 'Do it',
        parameters: '{}',
        risk: 'Ordinary',
        accountArguments: [],
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
      },
    },
  ],
};

/** Functions with a target of their own ask no database. */
const unasked = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none', log: quietLog });
afterAll(() => unasked.close());

/** What is shown of an answer. */
async function shown(excerpt: string, changes: { truncated?: boolean; unreadable?: string } = {}) {
  const outcome = {
    kind: 'answered',
    status: 200,
    retryAfter: undefined,
    excerpt,
    truncated: false,
    durationMs: 1,
    ...changes,
  } as const;
  const caller: FunctionCaller = {
    call: async () => outcome,
    read: async () => outcome,
    ask: async () => outcome,
    describe: () => '',
  };
  const [verdict] = verdictsOn(record);
  if (!verdict) throw new Error('There is an action.');
  return currentValues({ db: unasked.db, caller }, record, verdict, new AbortController().signal);
}

it('are in canonical form', async () => {
  expect(await shown('{"b": 1.0, "a": [2]}')).toMatchObject({
    text: '{"a":[2],"b":1}',
    value: { a: [2], b: 1 },
  });
});

it.each([
  ['a number that is no double', '{"n":12345678901234567890}'],
  ['a number beyond all doubles', '{"n":1e400}'],
  ['levels without end', '['.repeat(30_000) + ']'.repeat(30_000)],
  ['no JSON', 'plain'],
])('are shown as they came when they are %s', async (_, text) => {
  expect(await shown(text)).toEqual({ kind: 'known', text, value: undefined });
});

it('say why they cannot be read', async () => {
  const unreadable = 'is compressed (zstd) and cannot be shown';
  expect(await shown('', { truncated: true, unreadable })).toEqual({
    kind: 'unreadable',
    reason: `the text of its answer ${unreadable}`,
  });
  expect(await shown('{', { truncated: true })).toEqual({
    kind: 'unreadable',
    reason: 'its answer is too long',
  });
});
