'use client';

import { useUrlState } from '@/components/table/use-url-state.ts';
import { sessionFilters } from './session-list-input.ts';

/** What the list of sessions is narrowed down by, as the URL of the page has it. */
export function useSessionFilters() {
  const { get } = useUrlState();
  const filters = sessionFilters(get);
  return { filters, isFiltered: Object.values(filters).some((filter) => filter !== undefined) };
}
