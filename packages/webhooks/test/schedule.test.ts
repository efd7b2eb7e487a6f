import { expect, it } from 'vitest';
import { pauseAfter } from '../src/schedule.ts';

const HOUR = 3_600_000;

it('waits as Standard Webhooks recommends, for three days in all', () => {
  const pauses = Array.from({ length: 10 }, (_, index) => pauseAfter(index + 1, undefined, 0));
  const hours = [2, 5, 10, 14, 20, 24].map((count) => count * HOUR);
  expect(pauses).toEqual([5_000, 300_000, 1_800_000, ...hours, undefined]);
  expect(pauses.reduce<number>((sum, pause) => sum + (pause ?? 0), 0) / HOUR).toBeGreaterThan(72);
});

it('waits a little longer now and then, so that not all come again together', () => {
  expect(pauseAfter(1, undefined, 1)).toBe(6_000);
  const pauses = new Set(Array.from({ length: 100 }, () => pauseAfter(4, undefined)));
  expect(pauses.size).toBeGreaterThan(50);
});

it.each([
  [1, 0, 5_000],
  [1, 60, 60_000],
  [3, 60, 1_800_000],
  [1, 1_000_000_000, 24 * HOUR],
])('after failure %d waits at least the %d s that were asked for', (failures, retryAfter, expected) => {
  expect(pauseAfter(failures, retryAfter, 0)).toBe(expected);
});
