import { sortInput } from '@/components/table/table-view.ts';
import { type UrlReader, yesOrNo } from '@/components/table/url-state.ts';
import { byEmailAddress, columns } from './columns.tsx';

/** What the list of users is narrowed down by, as the URL of the page has it. */
export function userFilters(get: UrlReader) {
  return { emailFilter: get('text'), disabled: yesOrNo(get('state'), 'disabled', 'enabled') };
}

/** Asks for users by e-mail address, narrowed down as the URL of the page has it. */
export function userListInput(get: UrlReader) {
  return {
    ...userFilters(get),
    ...sortInput(get, columns, byEmailAddress),
    cursor: get('cursor'),
    simplifiedPaging: true,
  };
}
