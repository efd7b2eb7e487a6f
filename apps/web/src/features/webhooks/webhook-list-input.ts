import type { UrlReader } from '@/components/table/url-state.ts';

/** Asks for the webhooks, from where the URL of the page has it. */
export function webhookListInput(get: UrlReader) {
  return { cursor: get('cursor'), simplifiedPaging: true };
}
