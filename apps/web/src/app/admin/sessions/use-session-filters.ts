'use client';

import { useUrlState } from '../../../desk/use-url-state.ts';
import { type SessionState, sessionStates } from './session-states.ts';

const DAY_MS = 86_400_000;

/** What the list of sessions is narrowed down by, as the URL of the page has it. */
export function useSessionFilters() {
  const { get } = useUrlState();
  const account = get('account');
  const pending = get('pending');
  const chosen = statesOf(get('state'));
  const filters = {
    accountIds: account === undefined ? undefined : [account],
    text: get('text'),
    states: chosen.length === 0 ? undefined : [...chosen],
    hasPendingActions: pending === undefined ? undefined : pending === 'yes',
    createdBy: get('by'),
    createdFrom: dayOf(get('created-from')),
    createdUntil: dayOf(get('created-until'), DAY_MS),
    modifiedFrom: dayOf(get('changed-from')),
    modifiedUntil: dayOf(get('changed-until'), DAY_MS),
  };
  return { filters, isFiltered: Object.values(filters).some((filter) => filter !== undefined) };
}

/** The states that a parameter of the URL names; other words in it count for nothing. */
export function statesOf(text: string | undefined): readonly SessionState[] {
  const named = text?.split(',') ?? [];
  return sessionStates.filter((state) => named.includes(state));
}

/** The start of a day where the reader is, or so much later. */
function dayOf(day: string | undefined, laterMs = 0): string | undefined {
  const start = new Date(`${day}T00:00`).getTime();
  return Number.isNaN(start) ? undefined : new Date(start + laterMs).toISOString();
}
