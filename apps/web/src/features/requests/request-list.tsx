'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Pager } from '@/components/table/pager.tsx';
import { Table } from '@/components/table/table.tsx';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { useTRPC } from '@/trpc/client.ts';
import { requestColumns } from './columns.tsx';
import { RequestFilters } from './request-filters.tsx';
import { requestListInput } from './request-list-input.ts';

/** Requests to the API, newest first, with filters. */
export function RequestList() {
  const trpc = useTRPC();
  const { get } = useUrlState();
  const requests = useQuery(
    trpc.request.list.queryOptions(requestListInput(get), { placeholderData: keepPreviousData }),
  );
  return (
    <>
      <RequestFilters />
      {requests.isError ? (
        <FailureNotice error={requests.error} onRetry={() => void requests.refetch()} />
      ) : (
        <>
          <Table
            caption="Requests, newest first"
            columns={requestColumns}
            rows={requests.data?.items}
            keyOf={({ id }) => id}
            empty="Nothing matches these filters."
          />
          <Pager nextCursor={requests.data?.nextCursor} />
        </>
      )}
    </>
  );
}
