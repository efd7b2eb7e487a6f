'use client';

import { Suspense, useState } from 'react';
import type { LaterPart } from '@/components/load-later.ts';
import type { RowSelection } from '@/components/table/use-row-selection.ts';
import { useWhenIdle } from '@/components/use-when-idle.ts';

/** What is selected of a list. */
export interface SelectedRows<Row> {
  readonly selection: RowSelection<Row>;
  /** The rows of the page, as they are shown now. */
  readonly shown: readonly Row[];
}

interface BulkBarProps<Row> extends SelectedRows<Row> {
  /** What can be done to the rows of this list. */
  readonly later: LaterPart<SelectedRows<Row>>;
}

/** What can be done to the selected rows; it stays in sight at the bottom of the list, and is loaded after it. */
export function BulkBar<Row>({ later: { Part, preload }, ...selected }: BulkBarProps<Row>) {
  useWhenIdle(preload);
  const [wanted, setWanted] = useState(false);
  if (selected.selection.rows.length > 0 && !wanted) setWanted(true);
  if (!wanted) return null;
  return (
    <Suspense>
      <Part {...selected} />
    </Suspense>
  );
}
