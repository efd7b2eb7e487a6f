'use client';

import {
  columnVisibilityFeature,
  functionalUpdate,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useMemo, useRef } from 'react';
import { classNames } from '@/components/ui/class-names.ts';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import type { Column } from './column.ts';
import { SelectAll, SelectRow } from './row-choice.tsx';
import { TableHead } from './table-head.tsx';
import { useRowKeys } from './use-row-keys.ts';
import type { RowSelection } from './use-row-selection.ts';
import type { TableView } from './use-table-view.ts';

export type { Column };

export interface TableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  /** Absent while the first rows are on their way. */
  readonly rows: readonly Row[] | undefined;
  readonly keyOf: (row: Row) => string;
  /** Shown when there is no row. */
  readonly empty: ReactNode;
  /** How it is sorted and which columns it has; a table without it stays as it is, and has no keys. */
  readonly view?: TableView;
  /** Lets rows be selected. */
  readonly selection?: RowSelection<Row>;
}

const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature });
const NO_ROWS: readonly never[] = [];
const SKELETON_ROWS = 8;
/** Room for a column that takes what is left, in rem. */
const LEAST_WIDTH = 18;
const SELECTION_WIDTH = 3;
const HIDDEN_BELOW = { md: 'max-md:hidden', lg: 'max-lg:hidden', xl: 'max-xl:hidden' } as const;
const CELL = 'px-4 py-2.5 align-top in-data-[density=compact]:py-1';

/** The shell of every list: head, rows, their place while they load, and what to say when there is none. */
export function Table<Row extends object>({
  caption,
  columns,
  rows,
  keyOf,
  empty,
  view,
  selection,
}: TableProps<Row>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  const definitions = useMemo(() => columns.map(({ id, head }) => ({ id, header: head })), [columns]);
  const data = rows ?? (NO_ROWS as readonly Row[]);
  const chosen = view?.chosen;
  const rowSelection = selection?.state ?? {};
  const table = useTable<typeof features, Row>({
    features,
    columns: definitions,
    data,
    getRowId: keyOf,
    enableRowSelection: selection !== undefined,
    state: {
      rowSelection,
      columnVisibility: Object.fromEntries(
        columns.map(({ id, extra }) => [id, chosen ? chosen.includes(id) : !extra]),
      ),
    },
    onRowSelectionChange: (change) => selection?.set(functionalUpdate(change, rowSelection), data),
  });
  useRowKeys(body, view !== undefined && data.length > 0);

  if (rows?.length === 0) {
    return (
      <div className="rounded-lg border border-dashed bg-sheet px-6 py-14 text-center text-sm text-muted">
        {empty}
      </div>
    );
  }
  const shown = table.getVisibleLeafColumns().flatMap(({ id }) => byId.get(id) ?? []);
  const lookOf = ({ hiddenBelow, className }: Column<Row>) =>
    classNames(hiddenBelow && !chosen && HIDDEN_BELOW[hiddenBelow], className);
  const widthOf = ({ id, width = LEAST_WIDTH }: Column<Row>) => view?.widths.of(id) ?? width;
  const least = shown.reduce((sum, column) => sum + widthOf(column), selection ? SELECTION_WIDTH : 0);
  // Columns that somebody has chosen, or made wider, keep their width, and are scrolled to where there is no room for all.
  const isScrolled = chosen !== undefined || view?.widths.areChosen === true;
  return (
    <div
      className={classNames(
        'rounded-lg border bg-sheet',
        isScrolled ? 'max-h-[85dvh] overflow-auto' : 'overflow-clip',
      )}
      {...(isScrolled ? { role: 'region', 'aria-label': caption, tabIndex: 0 } : {})}
    >
      <table
        className={classNames(
          'w-full table-fixed text-sm',
          chosen ? 'min-w-(--least)' : isScrolled && 'lg:min-w-(--least)',
        )}
        style={isScrolled ? leastWidth(least) : undefined}
        aria-busy={rows === undefined}
      >
        <caption className="sr-only">{caption}</caption>
        <thead className="text-left text-xs text-muted">
          <tr>
            {selection && <SelectAll table={table} />}
            {shown.map((column) => (
              <TableHead key={column.id} column={column} view={view} className={lookOf(column)} />
            ))}
          </tr>
        </thead>
        <tbody ref={body} className="divide-y">
          {rows
            ? table.getRowModel().rows.map((row) => (
                <tr
                  key={row.id}
                  tabIndex={view ? -1 : undefined}
                  aria-selected={selection ? row.getIsSelected() : undefined}
                  onKeyDown={openAtEnter}
                  className="-outline-offset-2 hover:bg-sunken/40 aria-selected:bg-accent-soft/50"
                >
                  {selection && <SelectRow row={row} label={selection.labelOf(row.original)} />}
                  {shown.map((column) => (
                    <td key={column.id} className={classNames(CELL, lookOf(column))}>
                      {column.cell(row.original)}
                    </td>
                  ))}
                </tr>
              ))
            : Array.from({ length: SKELETON_ROWS }, (_, row) => `row-${row}`).map((row) => (
                <tr key={row}>
                  {selection && <td />}
                  {shown.map((column) => (
                    <td key={column.id} className={classNames(CELL, lookOf(column))}>
                      <Skeleton className="h-5 w-3/4" />
                    </td>
                  ))}
                </tr>
              ))}
        </tbody>
      </table>
    </div>
  );
}

/** The least width of a table for its classes. */
function leastWidth(rem: number): CSSProperties {
  const widths: Record<`--${string}`, string> = { '--least': `${rem}rem` };
  return widths;
}

/** A row that has the focus itself, and no link or button in it, opens what it stands for. */
function openAtEnter({ key, target, currentTarget }: KeyboardEvent<HTMLTableRowElement>): void {
  if (key === 'Enter' && target === currentTarget) currentTarget.querySelector('a')?.click();
}
