'use client';

import type { AIOverview } from '@ai-sessions/contract';
import { useQuery } from '@tanstack/react-query';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { DaysChart } from './days-chart.tsx';
import { durationInWords } from './duration.ts';
import { Outcomes } from './outcomes.tsx';
import { ToWatch } from './to-watch.tsx';
import { UnseenMentions } from './unseen-mentions.tsx';
import { Waiting } from './waiting.tsx';

/** How often it is asked while the page is open. */
const ASK_AGAIN_MS = 30_000;

/** What waits, what runs, and what came of the last two weeks. */
export function Overview() {
  const trpc = useTRPC();
  const overview = useQuery(trpc.overview.get.queryOptions({}, { refetchInterval: ASK_AGAIN_MS }));
  if (overview.isError && !overview.data) {
    return <FailureNotice error={overview.error} onRetry={() => void overview.refetch()} />;
  }
  if (!overview.data) return <Skeleton className="h-96 w-full" />;
  return (
    <div className="flex flex-col gap-8">
      <Figures overview={overview.data} />
      <UnseenMentions />
      <Waiting overview={overview.data} />
      <ToWatch {...overview.data} />
      <DaysChart days={overview.data.days} />
      <Outcomes {...overview.data} />
    </div>
  );
}

/** The figures to see first. */
function Figures({ overview }: { overview: AIOverview }) {
  const { waitingSessions, moreWaiting, inDoubtSessions, applyingSessions, verdicts } = overview;
  const { medianSecondsToVerdict: median, p90SecondsToVerdict: p90 } = overview;
  const figures = [
    {
      name: 'Wait for review',
      value: waitingSessions.toLocaleString('en') + (moreWaiting ? '+' : ''),
      note: waitingSessions === 1 ? 'session' : 'sessions',
    },
    { name: 'In doubt', value: inDoubtSessions.toLocaleString('en'), note: 'say what became of them' },
    { name: 'Being applied', value: applyingSessions.toLocaleString('en'), note: 'now' },
    {
      name: 'Time to verdict',
      value: median === undefined ? '–' : durationInWords(median),
      note:
        p90 === undefined
          ? 'nothing was judged in two weeks'
          : `median of ${verdicts.toLocaleString('en')}; nine of ten within ${durationInWords(p90)}`,
    },
  ];
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {figures.map(({ name, value, note }) => (
        <div key={name} className="flex flex-col rounded-lg border bg-sheet px-4 py-3">
          <dt className="text-xs text-muted">{name}</dt>
          <dd className="mt-0.5 text-xl font-semibold tabular-nums">{value}</dd>
          <dd className="text-xs text-muted">{note}</dd>
        </div>
      ))}
    </dl>
  );
}
