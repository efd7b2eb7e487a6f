import type { LoggedRequestInfo } from '@ai-sessions/contract';
import { endOfDay, startOfDay } from '@/components/local-day.ts';
import { sortInput } from '@/components/table/table-view.ts';
import type { UrlReader } from '@/components/table/url-state.ts';
import { requestColumns } from './columns.tsx';

/** Whose requests are shown beside what is known of them. */
export type RequestsOf = { readonly userId: string } | { readonly apiKeyId: string };

type RequestTransport = LoggedRequestInfo['transport'];

/** Requests beside what is known of whoever made them. */
const RECENT = 10;

/** What the requests are narrowed down by, as the URL of the page has it. */
export function requestFilters(get: UrlReader) {
  const outcome = get('outcome');
  return {
    requestId: get('request'),
    userId: get('user'),
    apiKeyId: get('key'),
    operation: get('operation'),
    transports: waysIn(get('way')),
    code: get('code'),
    failed: outcome === undefined ? undefined : outcome === 'failed',
    from: startOfDay(get('from')),
    until: endOfDay(get('until')),
  };
}

/** Programs use what is documented, pages tRPC. */
function waysIn(way: string | undefined): RequestTransport[] | undefined {
  if (way === 'programs') return ['rest', 'mcp'];
  return way === 'pages' ? ['trpc'] : undefined;
}

/** Asks for requests, newest first. */
export function requestListInput(get: UrlReader) {
  return {
    ...requestFilters(get),
    ...sortInput(get, requestColumns),
    cursor: get('cursor'),
    simplifiedPaging: true,
  };
}

/** Asks for the latest requests of somebody. */
export function recentRequestsInput(of: RequestsOf) {
  return { ...of, countPerPage: RECENT, simplifiedPaging: true };
}
