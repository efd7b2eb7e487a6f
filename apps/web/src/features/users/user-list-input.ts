import type { UrlReader } from '@/components/table/url-state.ts';

/** Asks for users by e-mail address, narrowed down as the URL of the page has it. */
export function userListInput(get: UrlReader) {
  return {
    emailFilter: get('text'),
    cursor: get('cursor'),
    sortField: 'emailAddress',
    simplifiedPaging: true,
  } as const;
}
