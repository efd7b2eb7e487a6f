import { sortInput } from '@/components/table/table-view.ts';
import type { UrlReader } from '@/components/table/url-state.ts';
import { columns } from './columns.tsx';

/** Asks for the catalogue, narrowed down as the URL of the page has it. */
export function functionListInput(get: UrlReader) {
  return {
    nameFilter: get('text'),
    ...sortInput(get, columns),
    cursor: get('cursor'),
    simplifiedPaging: true,
  };
}
