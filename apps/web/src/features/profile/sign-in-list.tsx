'use client';

import type { BrowserSessionInfo } from '@ai-sessions/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Badge } from '@/components/ui/badge.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { When } from '@/components/ui/when.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { browserOf } from './user-agent.ts';

/** Where a user is signed in; each can be ended. */
export function SignInList({ userId }: { userId: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const sessions = useQuery(trpc.auth.sessions.queryOptions({ userId }));
  const end = useMutation(
    trpc.auth.endSession.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.auth.sessions.queryKey() }),
    }),
  );
  if (sessions.isError) {
    return <FailureNotice error={sessions.error} onRetry={() => void sessions.refetch()} />;
  }
  if (!sessions.data) return <Skeleton className="h-16 w-full" />;
  const { items } = sessions.data;
  const others = items.filter(({ current }) => !current);
  if (items.length === 0) return <p className="text-sm text-muted">Nowhere at the moment.</p>;
  return (
    <div className="flex flex-col items-start gap-3">
      {end.isError && <FailureNotice error={end.error} />}
      <ul className="w-full divide-y rounded-lg border bg-sheet">
        {items.map((session) => (
          <SignIn
            key={session.id}
            session={session}
            onEnd={() => end.mutate({ browserSessionId: session.id })}
          />
        ))}
      </ul>
      {others.length > 1 && (
        <Button
          variant="outline"
          size="small"
          disabled={end.isPending}
          onClick={() => {
            for (const { id } of others) end.mutate({ browserSessionId: id });
          }}
        >
          End all others
        </Button>
      )}
    </div>
  );
}

function SignIn({ session, onEnd }: { session: BrowserSessionInfo; onEnd: () => void }) {
  const browser = browserOf(session.userAgent);
  return (
    <li className="flex items-center justify-between gap-4 px-4 py-2.5 text-sm">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-2">
          <span className="truncate font-medium" title={session.userAgent}>
            {browser}
          </span>
          {session.current && <Badge tone="accent">This one</Badge>}
        </div>
        <div className="text-xs text-muted">
          {session.address && `from ${session.address}, `}
          signed in <When instant={session.dateCreated} />, ends <When instant={session.dateExpires} />
        </div>
      </div>
      {!session.current && (
        <Button variant="outline" size="small" aria-label={`End ${browser}`} onClick={onEnd}>
          End
        </Button>
      )}
    </li>
  );
}
