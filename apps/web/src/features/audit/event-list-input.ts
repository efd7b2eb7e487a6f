import { endOfDay, startOfDay } from '@/components/local-day.ts';
import type { UrlReader } from '@/components/table/url-state.ts';

/** What the events are narrowed down by, as the URL of the page has it. */
export function eventFilters(get: UrlReader) {
  const outcome = get('outcome');
  return {
    userFilter: get('text'),
    entityType: get('type'),
    entityId: get('record'),
    operation: get('operation'),
    requestId: get('request'),
    refused: outcome === undefined ? undefined : outcome === 'refused',
    from: startOfDay(get('from')),
    until: endOfDay(get('until')),
  };
}

/** Asks for what was done and tried, newest first. */
export function eventListInput(get: UrlReader) {
  return { ...eventFilters(get), cursor: get('cursor'), simplifiedPaging: true };
}

/** Whether the list is narrowed down by days, which only the browser knows the beginning of. */
export function namesEventDays(get: UrlReader): boolean {
  return ['from', 'until'].some((name) => get(name));
}
