import type { UrlReader } from '@/components/table/url-state.ts';

/** Asks for the catalogue, narrowed down as the URL of the page has it. */
export function functionListInput(get: UrlReader) {
  return { nameFilter: get('text'), cursor: get('cursor'), simplifiedPaging: true };
}
