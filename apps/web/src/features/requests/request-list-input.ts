import { endOfDay, startOfDay } from '@/components/local-day.ts';
import type { UrlReader } from '@/components/table/url-state.ts';

/** Whose requests are shown beside what is known of them. */
export type RequestsOf = { readonly userId: string } | { readonly apiKeyId: string };

/** Requests beside what is known of whoever made them. */
const RECENT = 10;

/** Asks for requests, newest first, as the URL of the page narrows them down. */
export function requestListInput(get: UrlReader) {
  const outcome = get('outcome');
  return {
    requestId: get('request'),
    userId: get('user'),
    apiKeyId: get('key'),
    operation: get('operation'),
    code: get('code'),
    failed: outcome === undefined ? undefined : outcome === 'failed',
    from: startOfDay(get('from')),
    until: endOfDay(get('until')),
    cursor: get('cursor'),
    simplifiedPaging: true,
  };
}

/** Asks for the latest requests of somebody. */
export function recentRequestsInput(of: RequestsOf) {
  return { ...of, countPerPage: RECENT, simplifiedPaging: true };
}
