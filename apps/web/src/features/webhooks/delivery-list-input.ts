import type { UrlReader } from '@/components/table/url-state.ts';

/** Asks for the deliveries of a webhook, from where the URL of the page has it. */
export function deliveryListInput(get: UrlReader, webhookId: string) {
  return { webhookId, cursor: get('cursor'), simplifiedPaging: true };
}
