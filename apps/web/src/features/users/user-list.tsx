'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { OneOfFilter } from '@/components/table/one-of-filter.tsx';
import { Pager } from '@/components/table/pager.tsx';
import { SearchBox } from '@/components/table/search-box.tsx';
import { Table } from '@/components/table/table.tsx';
import { TableOptions } from '@/components/table/table-options.tsx';
import { useTableView } from '@/components/table/use-table-view.ts';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { useTRPC } from '@/trpc/client.ts';
import { byEmailAddress, columns } from './columns.tsx';
import { userListInput } from './user-list-input.ts';

/** Users by e-mail address, with a search. */
export function UserList() {
  const trpc = useTRPC();
  const { get } = useUrlState();
  const view = useTableView('users', columns, byEmailAddress);
  const users = useQuery(
    trpc.user.list.queryOptions(userListInput(get), { placeholderData: keepPreviousData }),
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
      {users.isError ? (
        <FailureNotice error={users.error} onRetry={() => void users.refetch()} />
      ) : (
        <>
          <Table
            caption="Users"
            columns={columns}
            rows={users.data?.items}
            keyOf={({ id }) => id ?? ''}
            view={view}
            empty="No user matches these filters."
          />
          <Pager nextCursor={users.data?.nextCursor} />
        </>
      )}
    </>
  );
}
