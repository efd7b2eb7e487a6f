'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { EventItem } from '@/components/history/event-item.tsx';
import { Pager } from '@/components/table/pager.tsx';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { Notice } from '@/components/ui/notice.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { EventFilters } from './event-filters.tsx';
import { eventListInput } from './event-list-input.ts';

/** What was done and tried, newest first, with filters. */
export function EventList() {
  const trpc = useTRPC();
  const { get } = useUrlState();
  const events = useQuery(
    trpc.audit.list.queryOptions(eventListInput(get), { placeholderData: keepPreviousData }),
  );
  return (
    <>
      <EventFilters />
      {events.isError ? (
        <FailureNotice error={events.error} onRetry={() => void events.refetch()} />
      ) : events.data ? (
        <>
          {events.data.items.length === 0 ? (
            <Notice tone="plain">Nothing matches these filters.</Notice>
          ) : (
            <ol className="divide-y rounded-lg border bg-sheet" aria-label="Events, newest first">
              {events.data.items.map((event) => (
                <EventItem key={event.id} event={event} linked />
              ))}
            </ol>
          )}
          <Pager nextCursor={events.data.nextCursor} />
        </>
      ) : (
        <Skeleton className="h-96 w-full" />
      )}
    </>
  );
}
