'use client';

import type { LoggedRequestInfo } from '@ai-sessions/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { TablePage } from '@/components/table/table-page.tsx';
import { useTableView } from '@/components/table/use-table-view.ts';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { useTRPC } from '@/trpc/client.ts';
import { whileShown } from '@/trpc/links.ts';
import { requestColumns } from './columns.tsx';
import { RequestFilters } from './request-filters.tsx';
import { requestListInput } from './request-list-input.ts';

/** Requests to the API, newest first, with filters. What comes in is not counted: to ask for it comes in, too. */
export function RequestList() {
  const trpc = useTRPC();
  const { get } = useUrlState();
  const view = useTableView('requests', requestColumns);
  const requests = useQuery(
    trpc.request.list.queryOptions(requestListInput(get), {
      trpc: whileShown,
      placeholderData: keepPreviousData,
    }),
  );
  return (
    <>
      <RequestFilters view={view} />
      <TablePage
        list={requests}
        caption="Requests"
        columns={requestColumns}
        rows={requests.data?.items}
        keyOf={keyOf}
        view={view}
        empty="Nothing matches these filters."
      />
    </>
  );
}

function keyOf({ id }: LoggedRequestInfo): string {
  return id;
}
