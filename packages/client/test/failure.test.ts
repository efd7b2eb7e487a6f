import { expect, it } from 'vitest';
import { secondsOf } from '../src/failure.ts';

it.each([
  ['5', 5],
  ['0', 0],
  ['Mon, 02 Mar 2026 09:14:10 GMT', 10],
  ['Mon, 02 Mar 2026 09:13:00 GMT', 0],
  ['soon', undefined],
  [null, undefined],
])('reads Retry-After: %s', (header, seconds) => {
  expect(secondsOf(header, Date.UTC(2026, 2, 2, 9, 14, 0))).toBe(seconds);
});
