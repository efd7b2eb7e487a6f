'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Section } from '@/components/admin-shell/section.tsx';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { olderPages } from '@/components/older-pages.ts';
import { Button } from '@/components/ui/button.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { EventItem } from './event-item.tsx';
import { type HistoryType, historyInput } from './history-input.ts';

interface HistoryProps {
  readonly entityType: HistoryType;
  readonly entityId: string;
  /** What actions do in words, by id, where that is known. */
  readonly titles?: ReadonlyMap<string, string>;
}

/** What happened to a record, newest first. */
export function History({ entityType, entityId, titles }: HistoryProps) {
  const trpc = useTRPC();
  const events = useInfiniteQuery(
    trpc.audit.list.infiniteQueryOptions(historyInput(entityType, entityId), olderPages),
  );
  return (
    <Section title="History">
      {events.isError ? (
        <FailureNotice error={events.error} onRetry={() => void events.refetch()} />
      ) : events.data ? (
        <>
          {events.data.pages[0]?.items.length === 0 ? (
            <p className="text-sm text-muted">Nothing was recorded.</p>
          ) : (
            <ol className="divide-y rounded-lg border bg-sheet">
              {events.data.pages
                .flatMap(({ items }) => items)
                .map((event) => (
                  <EventItem key={event.id} event={event} titles={titles} />
                ))}
            </ol>
          )}
          {events.hasNextPage && (
            <Button
              variant="outline"
              size="small"
              className="mt-3"
              disabled={events.isFetchingNextPage}
              onClick={() => void events.fetchNextPage()}
            >
              Older
            </Button>
          )}
        </>
      ) : (
        <Skeleton className="h-32 w-full" />
      )}
    </Section>
  );
}
