'use client';

import { daysUntil } from '@/components/local-day.ts';
import { useHydrated } from '@/components/use-hydrated.ts';

const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const exact = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

/**
 * An instant (ISO 8601) as people say it; the exact time shows on hover. Until the page runs where its reader is, whose
 * clock and zone decide, it is the day in UTC.
 */
export function When({ instant }: { instant: string | undefined }) {
  const hydrated = useHydrated();
  if (!instant) return null;
  const date = new Date(instant);
  return (
    <time dateTime={instant} title={hydrated ? exact.format(date) : undefined} className="whitespace-nowrap">
      {hydrated ? spoken(date) : instant.slice(0, 10)}
    </time>
  );
}

function spoken(date: Date): string {
  const seconds = (date.getTime() - Date.now()) / 1_000;
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) < length) continue;
    // "Yesterday" is the day before today, and not what is 24 hours ago.
    return relative.format(unit === 'day' ? daysUntil(date) : Math.round(seconds / length), unit);
  }
  return 'just now';
}
