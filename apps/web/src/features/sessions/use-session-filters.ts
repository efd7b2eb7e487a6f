'use client';

import { endOfDay, startOfDay } from '@/components/local-day.ts';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { type SessionState, sessionStates } from './session-states.ts';

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
    createdFrom: startOfDay(get('created-from')),
    createdUntil: endOfDay(get('created-until')),
    modifiedFrom: startOfDay(get('changed-from')),
    modifiedUntil: endOfDay(get('changed-until')),
  };
  return { filters, isFiltered: Object.values(filters).some((filter) => filter !== undefined) };
}

/** The states that a parameter of the URL names; other words in it count for nothing. */
export function statesOf(text: string | undefined): readonly SessionState[] {
  const named = text?.split(',') ?? [];
  return sessionStates.filter((state) => named.includes(state));
}
