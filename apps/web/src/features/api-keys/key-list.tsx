'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Pager } from '@/components/table/pager.tsx';
import { Table } from '@/components/table/table.tsx';
import { TableOptions } from '@/components/table/table-options.tsx';
import { useTableView } from '@/components/table/use-table-view.ts';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { useTRPC } from '@/trpc/client.ts';
import { keyColumns } from './columns.tsx';
import { keyListInput } from './key-list-input.ts';

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
  const view = useTableView(columns);
  const keys = useQuery(
    trpc.apiKey.list.queryOptions(keyListInput(get, userId), { placeholderData: keepPreviousData }),
  );
  if (keys.isError) return <FailureNotice error={keys.error} onRetry={() => void keys.refetch()} />;
  return (
    <>
      {userId === undefined && (
        <div className="mb-4 flex justify-end">
          <TableOptions columns={columns} view={view} />
        </div>
      )}
      <Table
        caption="API keys"
        columns={columns}
        rows={keys.data?.items}
        keyOf={({ id }) => id}
        empty="There is no API key yet."
        view={userId === undefined ? view : undefined}
      />
      <Pager nextCursor={keys.data?.nextCursor} />
    </>
  );
}
