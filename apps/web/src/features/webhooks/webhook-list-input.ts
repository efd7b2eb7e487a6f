import { sortInput } from '@/components/table/table-view.ts';
import { type UrlReader, yesOrNo } from '@/components/table/url-state.ts';
import { columns } from './columns.tsx';

/** What the list of webhooks is narrowed down by, as the URL of the page has it. */
export function webhookFilters(get: UrlReader) {
  return { text: get('text'), enabled: yesOrNo(get('state'), 'on', 'off') };
}

/** Asks for the webhooks, from where the URL of the page has it. */
export function webhookListInput(get: UrlReader) {
  return {
    ...webhookFilters(get),
    ...sortInput(get, columns),
    cursor: get('cursor'),
    simplifiedPaging: true,
  };
}
