'use client';

import type { AuditEventInfo } from '@ai-sessions/contract';
import { Arrived } from '@/components/table/arrived.tsx';
import { TablePage } from '@/components/table/table-page.tsx';
import { useFreshList } from '@/components/table/use-fresh-list.ts';
import { useTableView } from '@/components/table/use-table-view.ts';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { whileShown } from '@/trpc/links.ts';
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
  const { list, rows, arrived, showArrived } = useFreshList({
    query: trpc.audit.list.queryOptions(input, { trpc: whileShown }),
    keyOf,
    readPage: () => api.audit.list.query(input),
    // Events are never changed.
    readRows: () => Promise.resolve({ items: [] }),
  });
  return (
    <>
      <EventFilters view={view} />
      <TablePage
        list={list}
        over={<Arrived count={arrived} one="event" many="events" onShow={showArrived} />}
        caption="Events"
        columns={columns}
        rows={rows}
        keyOf={keyOf}
        view={view}
        empty="Nothing matches these filters."
      />
    </>
  );
}

function keyOf({ id }: AuditEventInfo): string {
  return id;
}
