'use client';

import { SlidersHorizontal } from 'lucide-react';
import { Suspense, useId, useState } from 'react';
import { AccountPicker } from '@/components/account-picker.tsx';
import { loadLater } from '@/components/load-later.ts';
import { SearchBox } from '@/components/table/search-box.tsx';
import { TableOptions } from '@/components/table/table-options.tsx';
import type { TableView } from '@/components/table/use-table-view.ts';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { Button } from '@/components/ui/button.tsx';
import { useWhenIdle } from '@/components/use-when-idle.ts';
import { columns } from './columns.tsx';
import { StateFilter } from './state-filter.tsx';

const { Part: FurtherFilters, preload } = loadLater(() => import('./further-filters.tsx'));

const FURTHER = ['pending', 'by', 'created-from', 'created-until', 'changed-from', 'changed-until'];

/** What the sessions are narrowed down by; it is kept in the URL. */
export function SessionFilters({ view }: { view: TableView }) {
  const { get, change } = useUrlState();
  const further = useId();
  useWhenIdle(preload);
  const used = FURTHER.filter((name) => get(name) !== undefined).length;
  const [open, setOpen] = useState(used > 0);
  return (
    <div className="mb-4 flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        <SearchBox label="Search in purpose and actions" />
        <AccountPicker
          label="Account"
          className="w-full sm:w-56"
          value={get('account')}
          none="All accounts"
          onChange={(account) => change({ account, cursor: undefined })}
        />
        <StateFilter />
        <Button
          variant="outline"
          className="font-normal"
          aria-expanded={open}
          aria-controls={further}
          onClick={() => setOpen(!open)}
        >
          <SlidersHorizontal aria-hidden /> More{used > 0 && ` (${used})`}
        </Button>
        <TableOptions columns={columns} view={view} />
      </div>
      <div
        id={further}
        hidden={!open}
        className="grid grid-cols-1 gap-2 sm:grid-cols-2 lg:grid-cols-3 [&[hidden]]:hidden"
      >
        {open && (
          <Suspense>
            <FurtherFilters />
          </Suspense>
        )}
      </div>
    </div>
  );
}
