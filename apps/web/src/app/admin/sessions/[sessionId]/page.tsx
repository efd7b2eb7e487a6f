import type { Metadata } from 'next';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { historyInput } from '@/components/history/history-input.ts';
import { olderPages } from '@/components/older-pages.ts';
import { commentListInput } from '@/features/comments/comment-list-input.ts';
import { TraceUrlProvider } from '@/features/sessions/review/trace-link.tsx';
import { runListInput } from '@/features/sessions/runs/run-list-input.ts';
import { SessionDetails } from '@/features/sessions/session-details.tsx';
import { requireAdministrator } from '@/server/require-visitor.ts';
import { service } from '@/server/service.ts';
import { Prefetched } from '@/trpc/prefetched.tsx';

export const metadata: Metadata = { title: 'Session' };

interface SessionProps {
  readonly params: Promise<{ readonly sessionId: string }>;
}

export default async function Session({ params }: SessionProps) {
  const { sessionId } = await params;
  const visitor = await requireAdministrator(`/admin/sessions/${sessionId}`);
  const id = decodeURIComponent(sessionId);
  const { traceUrl } = await service();
  return (
    <AdminShell visitor={visitor}>
      <Prefetched
        load={(queries, trpc) => [
          queries.prefetchQuery(trpc.session.get.queryOptions({ sessionId: id })),
          queries.prefetchQuery(trpc.comment.list.queryOptions(commentListInput(id))),
          queries.prefetchQuery(trpc.applying.get.queryOptions({})),
          // As it is for those who have skipped none.
          queries.prefetchQuery(trpc.overview.queue.queryOptions({ exceptId: id, skippedIds: [] })),
          queries.prefetchInfiniteQuery(trpc.session.runs.infiniteQueryOptions(runListInput(id), olderPages)),
          queries.prefetchInfiniteQuery(
            trpc.audit.list.infiniteQueryOptions(historyInput('AISession', id), olderPages),
          ),
        ]}
      >
        <TraceUrlProvider value={traceUrl}>
          <SessionDetails sessionId={id} visitorId={visitor.userId} />
        </TraceUrlProvider>
      </Prefetched>
    </AdminShell>
  );
}
