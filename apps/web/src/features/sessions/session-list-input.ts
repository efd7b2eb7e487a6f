import { endOfDay, startOfDay } from '@/components/local-day.ts';
import { sortInput } from '@/components/table/table-view.ts';
import { chosenIn, type UrlReader } from '@/components/table/url-state.ts';
import { columns } from './columns.tsx';
import { sessionStates } from './session-states.ts';

/** Of the filter by pending actions: only sessions that wait for review. */
const WAITING = 'waiting';

/** What the list of sessions is narrowed down by, as the URL of the page has it. */
export function sessionFilters(get: UrlReader) {
  const account = get('account');
  const pending = get('pending');
  const chosen = chosenIn(get('state'), sessionStates);
  return {
    accountIds: account === undefined ? undefined : [account],
    text: get('text'),
    states: chosen.length === 0 ? undefined : [...chosen],
    hasPendingActions: pending === undefined || pending === WAITING ? undefined : pending === 'yes',
    waiting: pending === WAITING ? true : undefined,
    createdBy: get('by'),
    createdFrom: startOfDay(get('created-from')),
    createdUntil: endOfDay(get('created-until')),
    modifiedFrom: startOfDay(get('changed-from')),
    modifiedUntil: endOfDay(get('changed-until')),
  };
}

/** Asks for the list of sessions. */
export function sessionListInput(get: UrlReader) {
  return {
    ...sessionFilters(get),
    ...sortInput(get, columns),
    cursor: get('cursor'),
    simplifiedPaging: true,
  };
}

/** Whether the list is narrowed down by days, which only the browser knows the beginning of. */
export function namesSessionDays(get: UrlReader): boolean {
  return ['created-from', 'created-until', 'changed-from', 'changed-until'].some((name) => get(name));
}
