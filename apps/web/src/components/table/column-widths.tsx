'use client';

import { createContext, type ReactNode, useContext, useState } from 'react';
import { type ColumnWidths, widthsCookie, within } from './column-widths-cookie.ts';

const Chosen = createContext<readonly [ColumnWidths, (widths: ColumnWidths) => void]>([{}, () => {}]);

/** Gives the tables inside the widths of their columns, and keeps them in this browser when they are changed. */
export function ColumnWidthsProvider({ initial, children }: { initial: ColumnWidths; children: ReactNode }) {
  const [widths, setWidths] = useState(initial);
  const choose = (wanted: ColumnWidths) => {
    setWidths(wanted);
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in all browsers that are served
    document.cookie = widthsCookie(wanted, window.location.protocol === 'https:');
  };
  return <Chosen value={[widths, choose]}>{children}</Chosen>;
}

/** Widths of the columns of one table. */
interface TableWidths {
  /** Whether somebody has chosen the width of any. */
  readonly areChosen: boolean;
  /** The width that was chosen for a column, in rem. */
  readonly of: (column: string) => number | undefined;
  /** Gives a column a width, or the one that it usually has. */
  readonly set: (column: string, width: number | undefined) => void;
  /** Gives all columns the widths that they usually have. */
  readonly reset: () => void;
}

/** How wide the columns of a table are, and how to change that. */
export function useColumnWidths(table: string): TableWidths {
  const [widths, choose] = useContext(Chosen);
  const isOwn = (name: string) => name.startsWith(`${table}.`);
  const without = (leftOut: (name: string) => boolean) =>
    Object.fromEntries(Object.entries(widths).filter(([name]) => !leftOut(name)));
  return {
    areChosen: Object.keys(widths).some(isOwn),
    of: (column) => widths[`${table}.${column}`],
    set(column, width) {
      const name = `${table}.${column}`;
      const others = without((one) => one === name);
      choose(width === undefined ? others : { ...others, [name]: within(width) });
    },
    reset: () => choose(without(isOwn)),
  };
}
