'use client';

import type { AIRunRow } from '@ai-sessions/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Arrived } from '@/components/table/arrived.tsx';
import { Pager } from '@/components/table/pager.tsx';
import { Table } from '@/components/table/table.tsx';
import { useFreshRows } from '@/components/table/use-fresh-rows.ts';
import { useTableView } from '@/components/table/use-table-view.ts';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { columns } from './columns.tsx';
import { RunFilters } from './run-filters.tsx';
import { runFilters, runListInput } from './run-list-input.ts';

/** Every time that some session was applied, with filters, kept up to date without moving. */
export function RunList() {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const { get } = useUrlState();
  const view = useTableView('runs', columns);
  const input = runListInput(get);
  const runs = useQuery(
    trpc.run.list.queryOptions(input, {
      placeholderData: keepPreviousData,
      // What has changed meanwhile is shown without moving anything.
      refetchOnWindowFocus: false,
    }),
  );
  const { rows, arrived, showArrived } = useFreshRows({
    shown: {
      key: trpc.run.list.queryKey(input),
      page: runs.isPlaceholderData ? undefined : runs.data,
      readAt: runs.dataUpdatedAt,
    },
    keyOf,
    readPage: () => api.run.list.query(input),
    readRows: (specificIds) =>
      api.run.list.query({
        specificIds: [...specificIds],
        countPerPage: specificIds.length,
        simplifiedPaging: true,
      }),
  });
  const isFiltered = Object.values(runFilters(get)).some((filter) => filter !== undefined);
  return (
    <>
      <RunFilters view={view} />
      {runs.isError ? (
        <FailureNotice error={runs.error} onRetry={() => void runs.refetch()} />
      ) : (
        <>
          <Arrived count={arrived} one="run" many="runs" onShow={showArrived} />
          <Table
            caption="Runs"
            columns={columns}
            rows={rows ?? runs.data?.items}
            keyOf={keyOf}
            view={view}
            empty={isFiltered ? 'No run matches these filters.' : 'Nothing was applied yet.'}
          />
          <Pager nextCursor={runs.data?.nextCursor} />
        </>
      )}
    </>
  );
}

function keyOf({ id }: AIRunRow): string {
  return id;
}
