import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keptReading } from '../src/metrics/kept-reading.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const times = { keptMs: 5_000, patienceMs: 2_000 };

it('reads once for all who ask at the same time, and again when that is too old', async () => {
  let readings = 0;
  const read = keptReading(async () => ++readings, times);
  expect(await Promise.all([read(), read()])).toEqual([1, 1]);
  vi.advanceTimersByTime(4_999);
  expect(await read()).toBe(1);
  vi.advanceTimersByTime(1);
  expect(await read()).toBe(2);
});

it('waits no longer than it should for a reading that hangs, and begins no other meanwhile', async () => {
  let readings = 0;
  let end = (_: number) => {};
  const read = keptReading(() => {
    readings++;
    return new Promise<number>((resolve) => (end = resolve));
  }, times);
  const first = read();
  vi.advanceTimersByTime(2_000);
  expect(await first).toBeUndefined();
  const second = read();
  end(7);
  expect(await second).toBe(7);
  expect(readings).toBe(1);
});
