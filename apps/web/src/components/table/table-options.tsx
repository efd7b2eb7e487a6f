'use client';

import { Settings2 } from 'lucide-react';
import { Suspense } from 'react';
import { loadLater } from '@/components/load-later.ts';
import { Button } from '@/components/ui/button.tsx';
import { Popover } from '@/components/ui/popover.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { useWhenIdle } from '@/components/use-when-idle.ts';
import type { ColumnHead } from './table-choices.tsx';
import type { TableView } from './use-table-view.ts';

const { Part: TableChoices, preload } = loadLater(() => import('./table-choices.tsx'));

interface TableOptionsProps {
  readonly columns: readonly ColumnHead[];
  readonly view: TableView;
}

/** How a table is looked at: its columns, its order, the height of its rows. What there is to choose is loaded after it. */
export function TableOptions(props: TableOptionsProps) {
  useWhenIdle(preload);
  return (
    <Popover
      label="How the table is shown"
      align="end"
      className="flex max-h-(--radix-popover-content-available-height) w-60 flex-col gap-4 overflow-y-auto p-3"
      trigger={
        <Button variant="outline" className="font-normal">
          <Settings2 aria-hidden /> Table
        </Button>
      }
    >
      {() => (
        <Suspense fallback={<Skeleton className="h-80" />}>
          <TableChoices {...props} />
        </Suspense>
      )}
    </Popover>
  );
}
