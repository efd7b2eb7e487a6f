import type { ReactNode } from 'react';

/** One column of a table. */
export interface Column<Row> {
  /** Its name in the URL. */
  readonly id: string;
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  /** The field by which the API sorts the list when this head is chosen; without one it cannot be chosen. */
  readonly sortField?: string;
  /** Width in rem; without one it takes what is left. */
  readonly width?: number;
  /** Left out on screens narrower than that, unless whoever looks has chosen columns. */
  readonly hiddenBelow?: 'md' | 'lg' | 'xl';
  /** Shown only to whoever chooses it. */
  readonly extra?: boolean;
  /** Always shown: without it nobody would know what a row is. */
  readonly fixed?: boolean;
  readonly className?: string;
}

/** The fields that a list can be sorted by with its columns. */
export function sortFieldsOf<Row>(columns: readonly Column<Row>[]): readonly string[] {
  return columns.flatMap(({ sortField }) => sortField ?? []);
}
