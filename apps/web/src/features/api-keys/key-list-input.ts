import type { UrlReader } from '@/components/table/url-state.ts';

/** Asks for API keys, newest first: those of one user, or of all. */
export function keyListInput(get: UrlReader, userId?: string) {
  return { userId, cursor: get('cursor'), simplifiedPaging: true };
}
