import { endOfDay, startOfDay } from '@/components/local-day.ts';
import { sortInput } from '@/components/table/table-view.ts';
import { chosenIn, type UrlReader } from '@/components/table/url-state.ts';
import { columns } from './columns.tsx';
import { runStates } from './run-states.ts';

/** What the list of runs is narrowed down by, as the URL of the page has it. */
export function runFilters(get: UrlReader) {
  const account = get('account');
  const states = chosenIn(get('state'), runStates);
  return {
    accountIds: account === undefined ? undefined : [account],
    states: states.length === 0 ? undefined : [...states],
    startedBy: get('by'),
    startedFrom: startOfDay(get('from')),
    startedUntil: endOfDay(get('until')),
  };
}

/** Asks for the runs of all sessions, newest first. */
export function runListInput(get: UrlReader) {
  return {
    ...runFilters(get),
    ...sortInput(get, columns),
    cursor: get('cursor'),
    simplifiedPaging: true,
  };
}

/** Whether the list is narrowed down by days, which only the browser knows the beginning of. */
export function namesRunDays(get: UrlReader): boolean {
  return ['from', 'until'].some((name) => get(name));
}
