'use client';

import type { AuditEventInfo } from '@ai-sessions/contract';
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
import { EventFilters } from './event-filters.tsx';
import { eventListInput } from './event-list-input.ts';

/** What was done and tried, newest first, with filters. What comes in is counted, and shown on demand. */
export function EventList() {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const { get } = useUrlState();
  const view = useTableView('audit', columns);
  const input = eventListInput(get);
  const events = useQuery(
    trpc.audit.list.queryOptions(input, {
      placeholderData: keepPreviousData,
      // What comes in meanwhile is counted without moving anything.
      refetchOnWindowFocus: false,
    }),
  );
  const { rows, arrived, showArrived } = useFreshRows({
    shown: {
      key: trpc.audit.list.queryKey(input),
      page: events.isPlaceholderData ? undefined : events.data,
      readAt: events.dataUpdatedAt,
    },
    keyOf,
    readPage: () => api.audit.list.query(input),
    // Events are never changed.
    readRows: () => Promise.resolve({ items: [] }),
  });
  return (
    <>
      <EventFilters view={view} />
      {events.isError ? (
        <FailureNotice error={events.error} onRetry={() => void events.refetch()} />
      ) : (
        <>
          <Arrived count={arrived} one="event" many="events" onShow={showArrived} />
          <Table
            caption="Events"
            columns={columns}
            rows={rows ?? events.data?.items}
            keyOf={keyOf}
            view={view}
            empty="Nothing matches these filters."
          />
          <Pager nextCursor={events.data?.nextCursor} />
        </>
      )}
    </>
  );
}

function keyOf({ id }: AuditEventInfo): string {
  return id;
}
