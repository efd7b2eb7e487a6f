'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Section } from '@/components/admin-shell/section.tsx';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { olderPages } from '@/components/older-pages.ts';
import { Button } from '@/components/ui/button.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { RunItem } from './run-item.tsx';
import { runListInput } from './run-list-input.ts';

/** Every time that the session was applied, newest first. */
export function RunList({ sessionId }: { sessionId: string }) {
  const trpc = useTRPC();
  const runs = useInfiniteQuery(trpc.session.runs.infiniteQueryOptions(runListInput(sessionId), olderPages));
  if (runs.isError) return <FailureNotice error={runs.error} onRetry={() => void runs.refetch()} />;
  const items = runs.data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return null;
  return (
    <Section title="Runs">
      <ol className="divide-y rounded-lg border bg-sheet">
        {items.map((run, index) => (
          <RunItem key={run.id} run={run} isLatest={index === 0} />
        ))}
      </ol>
      {runs.hasNextPage && (
        <Button
          variant="outline"
          size="small"
          className="mt-3"
          disabled={runs.isFetchingNextPage}
          onClick={() => void runs.fetchNextPage()}
        >
          Older
        </Button>
      )}
    </Section>
  );
}
