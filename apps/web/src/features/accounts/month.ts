/** The month of today in UTC, the zone of usage: `2026-03`. */
export function thisMonth(): string {
  return new Date().toISOString().slice(0, 7);
}

/** The month so many months after another; before it when the number is negative. */
export function monthAfter(month: string, months: number): string {
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 7);
}

/** The first and the last day of a month. */
export function daysOf(month: string): { readonly startDate: string; readonly endDate: string } {
  const end = new Date(`${monthAfter(month, 1)}-01T00:00:00Z`);
  end.setUTCDate(0);
  return { startDate: `${month}-01`, endDate: end.toISOString().slice(0, 10) };
}

/** How a month is called: `March 2026`. */
export function monthName(month: string): string {
  return new Date(`${month}-01T00:00:00Z`).toLocaleDateString('en', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}
