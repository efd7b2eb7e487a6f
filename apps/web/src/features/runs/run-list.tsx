'use client';

import type { AIRunRow } from '@ai-sessions/contract';
import { Arrived } from '@/components/table/arrived.tsx';
import { TablePage } from '@/components/table/table-page.tsx';
import { useFreshList } from '@/components/table/use-fresh-list.ts';
import { useTableView } from '@/components/table/use-table-view.ts';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { whileShown } from '@/trpc/links.ts';
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
  const { list, rows, arrived, showArrived } = useFreshList({
    query: trpc.run.list.queryOptions(input, { trpc: whileShown }),
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
      <TablePage
        list={list}
        over={<Arrived count={arrived} one="run" many="runs" onShow={showArrived} />}
        caption="Runs"
        columns={columns}
        rows={rows}
        keyOf={keyOf}
        view={view}
        empty={isFiltered ? 'No run matches these filters.' : 'Nothing was applied yet.'}
      />
    </>
  );
}

function keyOf({ id }: AIRunRow): string {
  return id;
}
