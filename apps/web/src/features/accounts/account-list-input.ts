import type { UrlReader } from '@/components/table/url-state.ts';

/** Asks for accounts by name, narrowed down as the URL of the page has it. */
export function accountListInput(get: UrlReader) {
  return { text: get('text'), cursor: get('cursor'), sortField: 'name', simplifiedPaging: true } as const;
}
