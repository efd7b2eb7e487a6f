import { type Column, sortFieldsOf } from './column.ts';
import type { UrlReader } from './url-state.ts';

/** In which order a list is asked for. */
export interface Sort {
  readonly field: string;
  readonly descending: boolean;
}

/** The order that the URL of a page names (`sort=-dateCreated`), if it is one of these fields. */
export function sortOf(get: UrlReader, sortable: readonly string[]): Sort | undefined {
  const text = get('sort') ?? '';
  const descending = text.startsWith('-');
  const field = descending ? text.slice(1) : text;
  return sortable.includes(field) ? { field, descending } : undefined;
}

/** An order as the URL has it. */
export function sortText({ field, descending }: Sort): string {
  return descending ? `-${field}` : field;
}

/** The order of a list as the API is asked for it: the one that the URL names, or else its own. */
export function sortInput<Row>(get: UrlReader, columns: readonly Column<Row>[], own?: Sort) {
  const sort = sortOf(get, sortFieldsOf(columns)) ?? own;
  if (!sort) return {};
  return { sortField: sort.field, sortOrder: sort.descending ? 'Descend' : 'Ascend' } as const;
}
