'use client';

import { type Column, sortFieldsOf } from './column.ts';
import { type Sort, sortOf, sortText } from './table-view.ts';
import { useUrlState } from './use-url-state.ts';

/** How a table is looked at, as the URL of the page has it. */
export interface TableView {
  readonly sort: Sort | undefined;
  /** Whether the list has an order of its own that is not newest first. */
  readonly hasOwnOrder: boolean;
  readonly setSort: (sort: Sort | undefined) => void;
  /** Ids of the columns that somebody has chosen; `undefined` while nobody has. */
  readonly chosen: readonly string[] | undefined;
  readonly setChosen: (ids: readonly string[] | undefined) => void;
}

/**
 * Reads and changes how a table is looked at.
 *
 * @param own The order of the list when nobody chooses one.
 */
export function useTableView<Row>(columns: readonly Column<Row>[], own?: Sort): TableView {
  const { get, change } = useUrlState();
  const named = get('columns')?.split(',');
  const chosen = named && columns.filter(({ id, fixed }) => fixed || named.includes(id)).map(({ id }) => id);
  return {
    sort: sortOf(get, sortFieldsOf(columns)) ?? own,
    hasOwnOrder: own !== undefined,
    setSort: (sort) => change({ sort: sort && sortText(sort), cursor: undefined }),
    chosen,
    setChosen: (ids) => change({ columns: ids?.join(',') }),
  };
}
