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
import { keyColumns } from './columns.tsx';
import { keyFilters, keyKinds, keyListInput } from './key-list-input.ts';

interface KeyListProps {
  readonly userId?: string;
  /** Whether the visitor is a system administrator, and may look at each key by itself. */
  readonly administers?: boolean;
}

/** API keys, newest first: those of one user, or of all. Only the list of all is a page of its own, which can be adjusted. */
export function KeyList({ userId, administers = false }: KeyListProps) {
  const trpc = useTRPC();
  const { get } = useUrlState();
  const columns = keyColumns({ areLinks: administers, ofOneUser: userId !== undefined });
  const view = useTableView('keys', columns);
  const keys = useQuery(
    trpc.apiKey.list.queryOptions(keyListInput(get, userId), { placeholderData: keepPreviousData }),
  );
  const isFiltered =
    userId === undefined && Object.values(keyFilters(get)).some((filter) => filter !== undefined);
  if (keys.isError) return <FailureNotice error={keys.error} onRetry={() => void keys.refetch()} />;
  return (
    <>
      {userId === undefined && (
        <div className="mb-4 flex flex-wrap gap-2">
          <SearchBox label="Search by name or user" />
          <OneOfFilter
            name="kind"
            label="Kind"
            none="Any kind"
            choices={Object.fromEntries(keyKinds.map((kind) => [kind, kind]))}
          />
          <OneOfFilter
            name="state"
            label="State"
            none="Any state"
            choices={{ working: 'Working', ended: 'Revoked or expired' }}
          />
          <TableOptions columns={columns} view={view} />
        </div>
      )}
      <Table
        caption="API keys"
        columns={columns}
        rows={keys.data?.items}
        keyOf={({ id }) => id}
        empty={isFiltered ? 'No API key matches these filters.' : 'There is no API key yet.'}
        view={userId === undefined ? view : undefined}
      />
      <Pager nextCursor={keys.data?.nextCursor} />
    </>
  );
}
