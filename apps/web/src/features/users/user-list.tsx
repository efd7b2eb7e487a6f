'use client';

import type { UserInfo } from '@ai-sessions/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { BulkBar } from '@/components/bulk/bulk-bar.tsx';
import { loadLater } from '@/components/load-later.ts';
import { OneOfFilter } from '@/components/table/one-of-filter.tsx';
import { SearchBox } from '@/components/table/search-box.tsx';
import { TableOptions } from '@/components/table/table-options.tsx';
import { TablePage } from '@/components/table/table-page.tsx';
import { useRowSelection } from '@/components/table/use-row-selection.ts';
import { useTableView } from '@/components/table/use-table-view.ts';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { useTRPC } from '@/trpc/client.ts';
import { whileShown } from '@/trpc/links.ts';
import { byEmailAddress, columns } from './columns.tsx';
import { userListInput } from './user-list-input.ts';

const userBulk = loadLater(() => import('./user-bulk.tsx'));

/** Users by e-mail address, with a search. */
export function UserList() {
  const trpc = useTRPC();
  const { get } = useUrlState();
  const view = useTableView('users', columns, byEmailAddress);
  const selection = useRowSelection(keyOf, labelOf);
  const users = useQuery(
    trpc.user.list.queryOptions(userListInput(get), { trpc: whileShown, placeholderData: keepPreviousData }),
  );
  return (
    <>
      <div className="mb-4 flex flex-wrap gap-2">
        <SearchBox label="Search by e-mail address" />
        <OneOfFilter
          name="state"
          label="State"
          none="Any state"
          choices={{ enabled: 'May sign in', disabled: 'Disabled' }}
        />
        <TableOptions columns={columns} view={view} />
      </div>
      <TablePage
        list={users}
        caption="Users"
        columns={columns}
        rows={users.data?.items}
        keyOf={keyOf}
        view={view}
        empty="No user matches these filters."
        selection={selection}
        below={<BulkBar later={userBulk} selection={selection} shown={users.data?.items ?? []} />}
      />
    </>
  );
}

function keyOf({ id = '' }: UserInfo): string {
  return id;
}

function labelOf({ id = '', emailAddress }: UserInfo): string {
  return emailAddress ?? `user ${id.slice(-6)}`;
}
