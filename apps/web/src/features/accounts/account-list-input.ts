import { sortInput } from '@/components/table/table-view.ts';
import type { UrlReader } from '@/components/table/url-state.ts';
import { byName, columns } from './columns.tsx';

/** What the list of accounts is narrowed down by, as the URL of the page has it. */
export function accountFilters(get: UrlReader) {
  return { text: get('text') };
}

/** Asks for accounts by name, narrowed down as the URL of the page has it. */
export function accountListInput(get: UrlReader) {
  return {
    ...accountFilters(get),
    ...sortInput(get, columns, byName),
    cursor: get('cursor'),
    simplifiedPaging: true,
  };
}
