'use client';

import type { AuditEventInfo } from '@ai-sessions/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode } from 'react';
import { Section } from '@/components/admin-shell/section.tsx';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { olderPages } from '@/components/older-pages.ts';
import { Button } from '@/components/ui/button.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { EventItem } from './event-item.tsx';
import { type HistoryType, historyInput } from './history-input.ts';
import { Arrived } from './history-item.tsx';
import { useArrival } from './use-arrival.ts';

/** Something that stands among the events of a record. */
export interface HistoryEntry {
  readonly key: string;
  /** When it happened, ISO 8601. */
  readonly date: string;
  readonly item: ReactNode;
}

interface HistoryProps {
  readonly entityType: HistoryType;
  readonly entityId: string;
  /** What actions do in words, by id, where that is known. */
  readonly titles?: ReadonlyMap<string, string>;
  /** What else happened, in any order. */
  readonly others?: readonly HistoryEntry[];
  /** Whether an event is told by one of these already. */
  readonly isTold?: (event: AuditEventInfo) => boolean;
  /** What stands above it. */
  readonly children?: ReactNode;
}

/** What happened to a record, newest first. */
export function History({ entityType, entityId, titles, others = [], isTold, children }: HistoryProps) {
  const trpc = useTRPC();
  const events = useInfiniteQuery(
    trpc.audit.list.infiniteQueryOptions(historyInput(entityType, entityId), olderPages),
  );
  const { arrived, isMissing } = useArrival(events.data !== undefined, events);
  const known = events.data?.pages.flatMap(({ items }) => items) ?? [];
  // What is older than the last event comes with the next page.
  const oldest = events.hasNextPage ? (known.at(-1)?.date ?? '') : '';
  const entries = [
    ...known
      .filter((event) => !isTold?.(event))
      .map((event) => ({
        key: event.id,
        date: event.date,
        item: <EventItem event={event} titles={titles} />,
      })),
    ...others.filter(({ date }) => date >= oldest),
  ].sort((one, other) => (one.date < other.date ? 1 : one.date > other.date ? -1 : 0));
  return (
    <Section title="History">
      {children}
      {isMissing && (
        <div className="mb-3">
          <Notice tone="plain">What this link leads to is not there any more.</Notice>
        </div>
      )}
      {events.isError ? (
        <FailureNotice error={events.error} onRetry={() => void events.refetch()} />
      ) : events.data ? (
        <Arrived value={arrived}>
          {entries.length === 0 ? (
            <p className="text-sm text-muted">Nothing was recorded.</p>
          ) : (
            <ol className="divide-y rounded-lg border bg-sheet">
              {entries.map(({ key, item }) => (
                <Fragment key={key}>{item}</Fragment>
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
        </Arrived>
      ) : (
        <Skeleton className="h-32 w-full" />
      )}
    </Section>
  );
}
