'use client';

import type { AISessionInfo } from '@ai-sessions/contract';
import { useQuery } from '@tanstack/react-query';
import { BackLink } from '@/components/admin-shell/back-link.tsx';
import { TabTitle } from '@/components/admin-shell/tab-title.tsx';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { MissingRecord } from '@/components/missing-record.tsx';
import { StateBadge } from '@/components/state-badge.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { ApplyingBanner } from '@/features/functions/applying-banner.tsx';
import { QueueBar } from '@/features/review-queue/queue-bar.tsx';
import { StopBanner } from '@/features/stops/stop-banner.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { failureOf } from '@/trpc/failure.ts';
import { alone } from '@/trpc/links.ts';
import { DiscardButton } from './discard-button.tsx';
import { EvidenceLink } from './evidence-link.tsx';
import { PurposeEditor } from './purpose-editor.tsx';
import { Review } from './review/review.tsx';
import { type ReviewReading, useReviewReading } from './review/use-review-reading.ts';
import { RunList } from './runs/run-list.tsx';
import { RunProgress } from './runs/run-progress.tsx';
import { SessionFacts } from './session-facts.tsx';
import { SessionTimeline } from './session-timeline.tsx';
import { useSessionWatch } from './use-session-watch.ts';
import { Viewers } from './viewers.tsx';

/**
 * How long a session counts as up to date that is watched, since what changes is told: also what a slow page was sent with
 * and takes long to draw. If nothing can be told, it is read again after that.
 */
const WATCHED_MS = 60_000;

interface SessionDetailsProps {
  readonly sessionId: string;
  readonly visitorId: string;
}

/** One session: what it is for, what the agent proposes, what was carried out, and who touched it when. */
export function SessionDetails({ sessionId, visitorId }: SessionDetailsProps) {
  const trpc = useTRPC();
  const reading = useReviewReading(sessionId);
  reading.begin();
  // A copy, which structural sharing makes, would lose the ETag that changes name.
  const session = useQuery(
    trpc.session.get.queryOptions(
      { sessionId },
      { trpc: alone, structuralSharing: false, staleTime: WATCHED_MS },
    ),
  );

  const isMissing = failureOf(session.error).status === 404;
  // What is on the page stays there when it cannot be read again: somebody may be typing.
  if (session.isError && (isMissing || !session.data)) {
    return isMissing ? (
      <MissingRecord what="session" list="/admin/sessions" />
    ) : (
      <FailureNotice error={session.error} onRetry={() => void session.refetch()} />
    );
  }
  return (
    <>
      <TabTitle kind="Session" name={session.data?.purpose ?? session.data?.accountName} />
      <BackLink href="/admin/sessions">Sessions</BackLink>
      {session.isError && <FailureNotice error={session.error} onRetry={() => void session.refetch()} />}
      {session.data ? (
        <Loaded session={session.data} visitorId={visitorId} reading={reading} />
      ) : (
        <Skeleton className="h-40 w-full max-w-3xl" />
      )}
    </>
  );
}

interface LoadedProps {
  readonly session: AISessionInfo;
  readonly visitorId: string;
  readonly reading: ReviewReading;
}

function Loaded({ session, visitorId, reading }: LoadedProps) {
  const { id = '', state = 'Open' } = session;
  const viewers = useSessionWatch(session);
  return (
    <div className="grid grid-cols-1 gap-6 lg:grid-cols-[minmax(0,1fr)_16rem]">
      <div className="flex min-w-0 flex-col gap-6">
        <ApplyingBanner />
        {session.accountId && <StopBanner accountId={session.accountId} />}
        <QueueBar session={session} />
        <div className="flex flex-col items-start gap-1.5 *:w-full">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <StateBadge state={state} />
            {/* Beside the page where there is room; whose session it is has to be known before anything is decided. */}
            <span className="min-w-0 text-sm break-words text-muted lg:hidden">
              <bdi>{session.accountName ?? 'Whole platform'}</bdi>
            </span>
          </div>
          <PurposeEditor session={session} />
          <Viewers names={viewers} />
        </div>
        {state === 'Applying' && <RunProgress session={session} />}
        <Review session={session} visitorId={visitorId} reading={reading} />
        <RunList sessionId={id} />
        <SessionTimeline session={session} visitorId={visitorId} />
      </div>
      <div className="flex flex-col items-start gap-3">
        <SessionFacts session={session} />
        <div className="flex flex-wrap gap-2">
          <EvidenceLink sessionId={id} />
          {state !== 'Applying' && <DiscardButton session={session} />}
        </div>
      </div>
    </div>
  );
}
