import type { AIRunRow } from '@ai-sessions/contract';
import Link from 'next/link';
import { StateBadge } from '@/components/state-badge.tsx';
import type { Column } from '@/components/table/column.ts';
import { When } from '@/components/ui/when.tsx';
import { lasting } from './lasting.ts';

/** The columns of the list of runs. */
export const columns: readonly Column<AIRunRow>[] = [
  {
    id: 'session',
    head: 'Session',
    fixed: true,
    cell: ({ sessionId, purpose, number, accountName, dateStarted }) => (
      <>
        <Link
          href={`/admin/sessions/${sessionId}`}
          dir="auto"
          className="line-clamp-2 rounded-sm font-medium break-words hover:text-accent hover:underline"
        >
          {purpose ?? <span className="font-normal text-muted">No purpose</span>}
        </Link>
        <div className="mt-0.5 truncate text-xs text-muted">
          Run {number}
          <span className="md:hidden">
            , <When instant={dateStarted} />, <bdi>{accountName ?? 'whole platform'}</bdi>
          </span>
        </div>
      </>
    ),
  },
  {
    id: 'state',
    head: 'State',
    sortField: 'state',
    width: 8.5,
    cell: ({ state }) => <StateBadge state={state} />,
  },
  {
    id: 'steps',
    head: 'Actions',
    width: 8,
    hiddenBelow: 'md',
    cell: (run) => <Steps run={run} />,
  },
  {
    id: 'account',
    head: 'Account',
    hiddenBelow: 'md',
    width: 10,
    cell: ({ accountName }) => (
      <div dir="auto" className="truncate" title={accountName}>
        {accountName ?? <span className="text-muted">Whole platform</span>}
      </div>
    ),
  },
  {
    id: 'by',
    head: 'Applied by',
    sortField: 'startedBy',
    hiddenBelow: 'lg',
    width: 11,
    cell: ({ startedBy }) => (
      <div dir="auto" className="truncate text-muted" title={startedBy}>
        {startedBy}
      </div>
    ),
  },
  {
    id: 'started',
    head: 'Started',
    sortField: 'dateStarted',
    hiddenBelow: 'md',
    width: 8.5,
    cell: ({ dateStarted }) => (
      <span className="text-muted">
        <When instant={dateStarted} />
      </span>
    ),
  },
  {
    id: 'duration',
    head: 'Took',
    hiddenBelow: 'lg',
    width: 6,
    cell: ({ durationMs }) => (
      <span className="text-muted tabular-nums">{durationMs === undefined ? '' : lasting(durationMs)}</span>
    ),
  },
  {
    id: 'ended',
    head: 'Ended',
    sortField: 'dateEnded',
    extra: true,
    width: 9,
    cell: ({ dateEnded }) => (
      <span className="text-muted">{dateEnded ? <When instant={dateEnded} /> : 'Not yet'}</span>
    ),
  },
  {
    id: 'reviewed',
    head: 'Reviewed',
    extra: true,
    width: 7,
    cell: ({ reviewed }) => <span className="text-muted">{reviewed ? 'Yes' : 'No'}</span>,
  },
];

/** How many actions a run has, and how many of them went wrong. */
function Steps({ run: { steps, stepsApplied, stepsFailed, stepsInDoubt } }: { run: AIRunRow }) {
  return (
    <>
      <div className="tabular-nums">
        {stepsApplied} of {steps}
      </div>
      {stepsFailed > 0 && <div className="text-xs text-danger tabular-nums">{stepsFailed} failed</div>}
      {stepsInDoubt > 0 && <div className="text-xs text-warning tabular-nums">{stepsInDoubt} in doubt</div>}
    </>
  );
}
