import { FIRST_USAGE_YEAR, LAST_USAGE_YEAR } from '@ai-sessions/contract';

/** Days from the first to the last, both `2026-03-01`. */
export interface Days {
  readonly startDate: string;
  readonly endDate: string;
}

const DAY_MS = 86_400_000;

/**
 * The periods whose sums make up those of some days: whole months, of what is left whole weeks from Monday to Sunday,
 * and of what is left the days. They are named as the sums are kept: `2026-03`, `2026-W10`, `2026-03-02`.
 */
export function periodsOf({ startDate, endDate }: Days): readonly string[] {
  // Nothing is kept of other years.
  let next = Math.max(Date.parse(startDate), Date.UTC(FIRST_USAGE_YEAR, 0, 1));
  const last = Math.min(Date.parse(endDate), Date.UTC(LAST_USAGE_YEAR, 11, 31));
  const periods: string[] = [];
  while (next <= last) {
    const day = new Date(next);
    const endOfMonth = Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0);
    const endOfWeek = next + 6 * DAY_MS;
    if (day.getUTCDate() === 1 && endOfMonth <= last) {
      periods.push(day.toISOString().slice(0, 7));
      next = endOfMonth + DAY_MS;
    } else if (day.getUTCDay() === 1 && endOfWeek <= Math.min(last, endOfPart(day, endOfMonth, last))) {
      periods.push(weekOf(day));
      next = endOfWeek + DAY_MS;
    } else {
      periods.push(day.toISOString().slice(0, 10));
      next += DAY_MS;
    }
  }
  return periods;
}

/** The last day before a whole month begins; a week must not reach into it. */
function endOfPart(day: Date, endOfMonth: number, last: number): number {
  const endOfNext = Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 2, 0);
  return endOfNext <= last ? endOfMonth : last;
}

/** The week of a Monday, as ISO 8601 names it: after the year that its Thursday lies in. */
function weekOf(monday: Date): string {
  const thursday = new Date(monday.getTime() + 3 * DAY_MS);
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY_MS));
  return `${year}-W${String(week).padStart(2, '0')}`;
}
