import { sortInput } from '@/components/table/table-view.ts';
import type { UrlReader } from '@/components/table/url-state.ts';
import { columns } from './columns.tsx';

/** Asks for the webhooks, from where the URL of the page has it. */
export function webhookListInput(get: UrlReader) {
  return { ...sortInput(get, columns), cursor: get('cursor'), simplifiedPaging: true };
}
