import { sortInput } from '@/components/table/table-view.ts';
import type { UrlReader } from '@/components/table/url-state.ts';
import { byName, columns } from './columns.tsx';

/** Asks for accounts by name, narrowed down as the URL of the page has it. */
export function accountListInput(get: UrlReader) {
  return {
    text: get('text'),
    ...sortInput(get, columns, byName),
    cursor: get('cursor'),
    simplifiedPaging: true,
  };
}
