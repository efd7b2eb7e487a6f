'use client';

import type { ViewedList } from '@ai-sessions/contract';
import { type Column, sortFieldsOf } from './column.ts';
import { useColumnWidths } from './column-widths.tsx';
import { type Sort, sortOf, sortText } from './table-view.ts';
import { useUrlValue } from './use-url-value.ts';

/** How a table is looked at: as the URL of the page has it, and in this browser. */
export interface TableView {
  readonly sort: Sort | undefined;
  /** Whether the list has an order of its own that is not newest first. */
  readonly hasOwnOrder: boolean;
  readonly setSort: (sort: Sort | undefined) => void;
  /** Ids of the columns that somebody has chosen; `undefined` while nobody has. */
  readonly chosen: readonly string[] | undefined;
  readonly setChosen: (ids: readonly string[] | undefined) => void;
  /** How wide its columns are, as whoever looks has made them in this browser. */
  readonly widths: ReturnType<typeof useColumnWidths>;
}

/**
 * Reads and changes how a table is looked at.
 *
 * @param list Which list it is of.
 * @param own The order of the list when nobody chooses one.
 */
export function useTableView<Row>(list: ViewedList, columns: readonly Column<Row>[], own?: Sort): TableView {
  const [order, setOrder] = useUrlValue('sort');
  const [named, setNamed] = useUrlValue('columns', true);
  const names = named?.split(',');
  return {
    sort: sortOf(() => order, sortFieldsOf(columns)) ?? own,
    hasOwnOrder: own !== undefined,
    setSort: (sort) => setOrder(sort && sortText(sort)),
    chosen: names && columns.filter(({ id, fixed }) => fixed || names.includes(id)).map(({ id }) => id),
    setChosen: (ids) => setNamed(ids?.join(',')),
    widths: useColumnWidths(list),
  };
}
