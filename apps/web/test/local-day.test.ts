import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { daysFromNow, daysUntil, endOfDay, startOfDay } from '../src/components/local-day.ts';

const { TZ } = process.env;
const HOUR_MS = 3_600_000;

afterEach(() => {
  if (TZ === undefined) delete process.env.TZ;
  else process.env.TZ = TZ;
});

const instant = (text: string | undefined) => Date.parse(text ?? '');

describe('a day ends at the next local midnight', () => {
  it.each([
    ['UTC', '2026-03-29', '2026-03-29T00:00:00.000Z', 24],
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z', 23],
    ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00.000Z', 25],
    ['America/New_York', '2026-03-08', '2026-03-08T05:00:00.000Z', 23],
    ['America/New_York', '2026-11-01', '2026-11-01T04:00:00.000Z', 25],
    ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00:00.000Z', 24.5],
    // The clock goes from midnight to one: the day begins there, and the next one at midnight.
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z', 23],
    ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z', 23],
    // And from midnight back to eleven in the evening.
    ['America/Santiago', '2026-04-04', '2026-04-04T03:00:00.000Z', 25],
    // A day that there never was.
    ['Pacific/Apia', '2011-12-29', '2011-12-29T10:00:00.000Z', 24],
  ])('in %s on %s', (zone, day, start, hours) => {
    process.env.TZ = zone;
    expect(startOfDay(day)).toBe(start);
    expect((instant(endOfDay(day)) - instant(start)) / HOUR_MS).toBe(hours);
  });

  it('where the next one starts, in any zone', () => {
    const zones = [
      'Europe/London',
      'America/Havana',
      'Asia/Tehran',
      'Africa/Cairo',
      'America/Sao_Paulo',
      'Pacific/Auckland',
    ];
    const day = fc.date({ min: new Date('1990-01-02'), max: new Date('2040-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.constantFrom(...zones), day, (zone, date) => {
        process.env.TZ = zone;
        const text = (at: Date) => at.toISOString().slice(0, 10);
        const next = new Date(date.getTime() + 24 * HOUR_MS);
        expect(endOfDay(text(date))).toBe(startOfDay(text(next)));
      }),
    );
  });
});

it.each([undefined, '', 'yesterday', '2026-13-01', '2026-1-1', '2026-10-25T12:00', '+12026-01-01'])(
  '%j is no day',
  (text) => {
    expect([startOfDay(text), endOfDay(text)]).toEqual([undefined, undefined]);
  },
);

it('so many days from now, it is the same time of day, whatever clocks did', () => {
  process.env.TZ = 'Europe/Berlin';
  for (const days of [30, 90, 183, 365]) {
    const [now, then] = [new Date(), new Date(daysFromNow(days))];
    expect([then.getHours(), then.getMinutes()]).toEqual([now.getHours(), now.getMinutes()]);
    expect(daysUntil(then)).toBe(days);
    expect(daysUntil(new Date(daysFromNow(-days)))).toBe(-days);
  }
});
