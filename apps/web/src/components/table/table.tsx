import type { ReactNode } from 'react';
import { classNames } from '@/components/ui/class-names.ts';
import { Skeleton } from '@/components/ui/skeleton.tsx';

/** One column of a table. */
export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  /** Left out on narrow screens. */
  readonly minor?: boolean;
  readonly className?: string;
}

interface TableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  /** Absent while the first rows are on their way. */
  readonly rows: readonly Row[] | undefined;
  readonly keyOf: (row: Row) => string;
  /** Shown when there is no row. */
  readonly empty: ReactNode;
}

const SKELETON_ROWS = 8;

/** The shell of every list: head, rows, their place while they load, and what to say when there is none. */
export function Table<Row>({ caption, columns, rows, keyOf, empty }: TableProps<Row>) {
  if (rows?.length === 0) {
    return (
      <div className="rounded-lg border border-dashed bg-sheet px-6 py-14 text-center text-sm text-muted">
        {empty}
      </div>
    );
  }
  return (
    <div className="overflow-hidden rounded-lg border bg-sheet">
      <table className="w-full table-fixed text-sm" aria-busy={rows === undefined}>
        <caption className="sr-only">{caption}</caption>
        <thead className="border-b bg-sunken/60 text-left text-xs text-muted">
          <tr>
            {columns.map(({ head, minor, className }) => (
              <th
                key={head}
                scope="col"
                className={classNames('px-4 py-2 font-medium', minor && 'max-md:hidden', className)}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y">
          {rows
            ? rows.map((row) => (
                <tr key={keyOf(row)} className="hover:bg-sunken/40">
                  {columns.map(({ head, cell, minor, className }) => (
                    <td
                      key={head}
                      className={classNames('px-4 py-2.5 align-top', minor && 'max-md:hidden', className)}
                    >
                      {cell(row)}
                    </td>
                  ))}
                </tr>
              ))
            : Array.from({ length: SKELETON_ROWS }, (_, row) => `row-${row}`).map((row) => (
                <tr key={row}>
                  {columns.map(({ head, minor, className }) => (
                    <td key={head} className={classNames('px-4 py-2.5', minor && 'max-md:hidden', className)}>
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
