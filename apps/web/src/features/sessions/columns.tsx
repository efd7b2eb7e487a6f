import type { AISessionInfo } from '@ai-sessions/contract';
import Link from 'next/link';
import { StateBadge } from '@/components/state-badge.tsx';
import { createdColumn, idColumn } from '@/components/table/record-columns.tsx';
import type { Column } from '@/components/table/table.tsx';
import { RestoreButton } from './restore-button.tsx';

/** The columns of the list of sessions. */
export const columns: readonly Column<AISessionInfo>[] = [
  {
    head: 'Purpose',
    className: 'w-auto',
    cell: ({ id, purpose, accountName, state }) => (
      <>
        {state === 'Discarded' ? (
          <span className="line-clamp-2 break-words">{purpose ?? <NoPurpose />}</span>
        ) : (
          <Link
            href={`/admin/sessions/${id}`}
            className="line-clamp-2 rounded-sm font-medium break-words hover:text-accent hover:underline"
          >
            {purpose ?? <NoPurpose />}
          </Link>
        )}
        <div className="mt-0.5 truncate text-xs text-muted md:hidden">{accountName ?? 'Whole platform'}</div>
      </>
    ),
  },
  {
    head: 'State',
    className: 'w-32',
    cell: (session) => <State session={session} />,
  },
  {
    head: 'Account',
    minor: true,
    className: 'w-44',
    cell: ({ accountName }) => (
      <div className="truncate" title={accountName}>
        {accountName ?? <span className="text-muted">Whole platform</span>}
      </div>
    ),
  },
  {
    head: 'Created by',
    minor: true,
    className: 'w-40 max-lg:hidden',
    cell: ({ createdBy }) => (
      <div className="truncate text-muted" title={createdBy}>
        {createdBy}
      </div>
    ),
  },
  { ...createdColumn, minor: true, className: 'w-36' },
  { ...idColumn, className: 'w-28 max-lg:hidden' },
];

function NoPurpose() {
  return <span className="font-normal text-muted">No purpose</span>;
}

function State({ session }: { session: AISessionInfo }) {
  const { state = 'Open', pendingActions = 0 } = session;
  if (state === 'Discarded') return <RestoreButton session={session} />;
  return (
    <>
      <StateBadge state={state} />
      {pendingActions > 0 && (
        <div className="mt-0.5 text-xs text-muted tabular-nums">{pendingActions} pending</div>
      )}
    </>
  );
}
