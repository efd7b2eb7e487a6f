import { sortInput } from '@/components/table/table-view.ts';
import type { UrlReader } from '@/components/table/url-state.ts';
import { byEmailAddress, columns } from './columns.tsx';

/** Asks for users by e-mail address, narrowed down as the URL of the page has it. */
export function userListInput(get: UrlReader) {
  return {
    emailFilter: get('text'),
    ...sortInput(get, columns, byEmailAddress),
    cursor: get('cursor'),
    simplifiedPaging: true,
  };
}
