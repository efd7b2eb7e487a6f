const DAY = /^\d{4}-\d\d-\d\d$/;

/** The first instant of a day (`2026-10-25`) where the reader is, in ISO 8601; nothing when it is no day. */
export function startOfDay(day: string | undefined): string | undefined {
  return midnight(day)?.toISOString();
}

/** The instant at which a day ends: the next midnight, 23 or 25 hours after the last one when clocks are changed. */
export function endOfDay(day: string | undefined): string | undefined {
  const date = midnight(day);
  date?.setHours(24, 0, 0, 0);
  return date?.toISOString();
}

/** The instant so many days from now at the same time of day, in ISO 8601. */
export function daysFromNow(days: number): string {
  const date = new Date();
  date.setDate(date.getDate() + days);
  return date.toISOString();
}

/** How many days there are between today and the day of an instant; negative when it is past. */
export function daysUntil(instant: Date): number {
  const [then, now] = [new Date(instant), new Date()].map((date) => date.setHours(0, 0, 0, 0));
  // Days of 23 and 25 hours are days too.
  return Math.round(((then ?? 0) - (now ?? 0)) / 86_400_000);
}

function midnight(day: string | undefined): Date | undefined {
  if (day === undefined || !DAY.test(day)) return undefined;
  const date = new Date(`${day}T00:00`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
