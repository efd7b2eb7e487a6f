'use client';

import { useState } from 'react';

/** The rows that are selected, also those of other pages of the list. */
export interface RowSelection<Row> {
  /** The same as the table knows it: by id. */
  readonly state: Readonly<Record<string, true>>;
  /** As they were shown when they were selected. */
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly labelOf: (row: Row) => string;
  /** @param shown The rows of the page, of which those that are new to the selection are taken. */
  readonly set: (state: Readonly<Record<string, true>>, shown: readonly Row[]) => void;
  readonly remove: (ids: readonly string[]) => void;
  readonly clear: () => void;
}

/** Keeps what is selected for as long as the page is open. */
export function useRowSelection<Row>(
  keyOf: (row: Row) => string,
  labelOf: (row: Row) => string,
): RowSelection<Row> {
  const [selected, setSelected] = useState<ReadonlyMap<string, Row>>(new Map());
  return {
    state: Object.fromEntries([...selected.keys()].map((id) => [id, true as const])),
    rows: [...selected.values()],
    keyOf,
    labelOf,
    set: (state, shown) =>
      setSelected((known) => {
        const all = new Map([...known, ...shown.map((row) => [keyOf(row), row] as const)]);
        return new Map(
          Object.keys(state).flatMap((id) => {
            const row = all.get(id);
            return row === undefined ? [] : [[id, row] as const];
          }),
        );
      }),
    remove: (ids) => setSelected((known) => new Map([...known].filter(([id]) => !ids.includes(id)))),
    clear: () => setSelected(new Map()),
  };
}
