'use client';

import type { AccountInfo } from '@ai-sessions/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { BulkBar } from '@/components/bulk/bulk-bar.tsx';
import { loadLater } from '@/components/load-later.ts';
import { SearchBox } from '@/components/table/search-box.tsx';
import { TableOptions } from '@/components/table/table-options.tsx';
import { TablePage } from '@/components/table/table-page.tsx';
import { useRowSelection } from '@/components/table/use-row-selection.ts';
import { useTableView } from '@/components/table/use-table-view.ts';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { useTRPC } from '@/trpc/client.ts';
import { whileShown } from '@/trpc/links.ts';
import { accountListInput } from './account-list-input.ts';
import { byName, columns } from './columns.tsx';

const accountBulk = loadLater(() => import('./account-bulk.tsx'));

/** Accounts by name, with a search. */
export function AccountList() {
  const trpc = useTRPC();
  const { get } = useUrlState();
  const view = useTableView('accounts', columns, byName);
  const selection = useRowSelection(keyOf, labelOf);
  const text = get('text');
  const accounts = useQuery(
    trpc.account.list.queryOptions(accountListInput(get), {
      trpc: whileShown,
      placeholderData: keepPreviousData,
    }),
  );
  return (
    <>
      <div className="mb-4 flex flex-wrap gap-2">
        <SearchBox label="Search by name" />
        <TableOptions columns={columns} view={view} />
      </div>
      <TablePage
        list={accounts}
        caption="Accounts"
        columns={columns}
        rows={accounts.data?.items}
        keyOf={keyOf}
        view={view}
        empty={text ? 'No account has this name.' : 'There is no account yet. Create the first one.'}
        selection={selection}
        below={<BulkBar later={accountBulk} selection={selection} shown={accounts.data?.items ?? []} />}
      />
    </>
  );
}

function keyOf({ id = '' }: AccountInfo): string {
  return id;
}

function labelOf({ id = '', name }: AccountInfo): string {
  return name ?? `account ${id.slice(-6)}`;
}
