import type { CallResult } from '@ai-sessions/outbound';
import { expect, it } from 'vitest';
import { attemptOf } from '../src/outcome.ts';

const answered = (status: number, excerpt = ''): CallResult => ({
  kind: 'answered',
  status,
  retryAfter: undefined,
  excerpt,
  truncated: false,
  durationMs: 7,
});

const kindOf = (result: CallResult, isTest = false) => attemptOf(result, { failures: 0, isTest }).result;

it.each([200, 201, 202, 204, 299])('takes %d for delivered', (status) => {
  expect(kindOf(answered(status))).toEqual({ kind: 'delivered' });
});

it.each([0, 199, 300, 301, 302, 304, 307, 400, 401, 404, 409, 429, 500, 502, 503, 504])(
  'tries again after %d',
  (status) => {
    expect(kindOf(answered(status))).toEqual({ kind: 'failed', retryMs: expect.any(Number) });
  },
);

it('sends nothing more to who has gone, unless it was only tried', () => {
  expect(kindOf(answered(410))).toEqual({ kind: 'gone' });
  expect(kindOf(answered(410), true)).toEqual({ kind: 'failed', retryMs: undefined });
});

it.each(['refused', 'notConnected', 'unknown'] as const)('tries again when a call is %s', (kind) => {
  const attempt = attemptOf({ kind, reason: 'the connection was refused' }, { failures: 0, isTest: false });
  expect(attempt).toEqual({
    outcome: 'The connection was refused.',
    result: { kind: 'failed', retryMs: expect.any(Number) },
  });
});

it('gives up after the last failure, and a test after the first', () => {
  expect(attemptOf(answered(500), { failures: 9, isTest: false }).result).toEqual({
    kind: 'failed',
    retryMs: undefined,
  });
  expect(kindOf(answered(500), true)).toEqual({ kind: 'failed', retryMs: undefined });
});

it('keeps the beginning of an answer, in whole characters', () => {
  const { answer, outcome } = attemptOf(answered(500, '\u{1f600}'.repeat(2_000)), {
    failures: 0,
    isTest: false,
  });
  expect([answer, outcome]).toEqual(['\u{1f600}'.repeat(1_024), 'Answered 500 in 7 ms.']);
});
