'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Pager } from '@/components/table/pager.tsx';
import { SearchBox } from '@/components/table/search-box.tsx';
import { Table } from '@/components/table/table.tsx';
import { TableOptions } from '@/components/table/table-options.tsx';
import { useTableView } from '@/components/table/use-table-view.ts';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { useTRPC } from '@/trpc/client.ts';
import { accountListInput } from './account-list-input.ts';
import { byName, columns } from './columns.tsx';

/** Accounts by name, with a search. */
export function AccountList() {
  const trpc = useTRPC();
  const { get } = useUrlState();
  const view = useTableView('accounts', columns, byName);
  const text = get('text');
  const accounts = useQuery(
    trpc.account.list.queryOptions(accountListInput(get), { placeholderData: keepPreviousData }),
  );
  return (
    <>
      <div className="mb-4 flex flex-wrap gap-2">
        <SearchBox label="Search by name" />
        <TableOptions columns={columns} view={view} />
      </div>
      {accounts.isError ? (
        <FailureNotice error={accounts.error} onRetry={() => void accounts.refetch()} />
      ) : (
        <>
          <Table
            caption="Accounts"
            columns={columns}
            rows={accounts.data?.items}
            keyOf={({ id }) => id ?? ''}
            view={view}
            empty={text ? 'No account has this name.' : 'There is no account yet. Create the first one.'}
          />
          <Pager nextCursor={accounts.data?.nextCursor} />
        </>
      )}
    </>
  );
}
