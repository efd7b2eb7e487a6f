import { sortInput } from '@/components/table/table-view.ts';
import { choiceIn, type UrlReader, yesOrNo } from '@/components/table/url-state.ts';
import { columns } from './columns.tsx';

/** How much harm functions can do, from the least on. */
export const risks = ['Ordinary', 'Dangerous', 'Irreversible'] as const;

/** What the catalogue is narrowed down by, as the URL of the page has it. */
export function functionFilters(get: UrlReader) {
  return {
    nameFilter: get('text'),
    risk: choiceIn(get('risk'), risks),
    enabled: yesOrNo(get('state'), 'on', 'off'),
  };
}

/** Asks for the catalogue, narrowed down as the URL of the page has it. */
export function functionListInput(get: UrlReader) {
  return {
    ...functionFilters(get),
    ...sortInput(get, columns),
    cursor: get('cursor'),
    simplifiedPaging: true,
  };
}
