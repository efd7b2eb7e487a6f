import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { periodsOf } from '../src/repository/usage-periods.ts';

const DAY_MS = 86_400_000;
const isoDay = (time: number) => new Date(time).toISOString().slice(0, 10);
const FIRST = Date.UTC(2000, 0, 1) / DAY_MS;
const LAST = Date.UTC(2099, 11, 31) / DAY_MS;

/** The days of a period, as PostgreSQL names them in the sums. */
function daysOf(period: string): string[] {
  const [, year = '', month, day, week] = /^(\d{4})-(?:(\d\d)(?:-(\d\d))?|W(\d\d))$/.exec(period) ?? [];
  if (week !== undefined) {
    // The first week of a year is the one with January 4.
    const fourth = Date.UTC(Number(year), 0, 4);
    const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY_MS;
    const start = monday + (Number(week) - 1) * 7 * DAY_MS;
    return Array.from({ length: 7 }, (_, n) => isoDay(start + n * DAY_MS));
  }
  if (day !== undefined) return [period];
  const start = Date.UTC(Number(year), Number(month) - 1, 1);
  const length = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Array.from({ length }, (_, n) => isoDay(start + n * DAY_MS));
}

describe('the periods of some days', () => {
  it('have each of these days once, and no other', () => {
    const ranges = fc.record({
      first: fc.integer({ min: FIRST, max: LAST }),
      length: fc.oneof(fc.integer({ min: 0, max: 70 }), fc.integer({ min: 0, max: 400 })),
    });
    fc.assert(
      fc.property(ranges, ({ first, length }) => {
        const last = Math.min(first + length, LAST);
        const periods = periodsOf({ startDate: isoDay(first * DAY_MS), endDate: isoDay(last * DAY_MS) });
        const wanted = Array.from({ length: last - first + 1 }, (_, n) => isoDay((first + n) * DAY_MS));
        expect(periods.flatMap(daysOf)).toEqual(wanted);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['2026-03-01', '2026-03-31', ['2026-03']],
    ['2026-01-01', '2026-03-31', ['2026-01', '2026-02', '2026-03']],
    ['2026-03-05', '2026-03-05', ['2026-03-05']],
    ['2026-03-29', '2026-04-12', ['2026-03-29', '2026-W14', '2026-W15']],
    ['2026-03-31', '2026-04-30', ['2026-03-31', '2026-04']],
    ['2025-12-29', '2026-01-04', ['2026-W01']],
    ['2026-03-02', '2026-03-01', []],
  ])('from %s to %s are the largest that there are', (startDate, endDate, periods) => {
    expect(periodsOf({ startDate, endDate })).toEqual(periods);
  });

  it('are none of years that nothing is kept of', () => {
    expect(periodsOf({ startDate: '0001-01-01', endDate: '1999-12-31' })).toEqual([]);
    expect(periodsOf({ startDate: '0001-01-01', endDate: '9999-12-31' })).toHaveLength(1_200);
  });
});
