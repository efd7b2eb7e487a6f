import type { AISessionInfo } from '@ai-sessions/contract';
import Link from 'next/link';
import { StateBadge } from '@/components/state-badge.tsx';
import type { Column } from '@/components/table/column.ts';
import {
  changedByColumn,
  changedColumn,
  createdByColumn,
  createdColumn,
  idColumn,
} from '@/components/table/record-columns.tsx';
import { RestoreButton } from './restore-button.tsx';

/** The columns of the list of sessions. */
export const columns: readonly Column<AISessionInfo>[] = [
  {
    id: 'purpose',
    head: 'Purpose',
    sortField: 'purpose',
    fixed: true,
    cell: ({ id, purpose, accountName, state }) => (
      <>
        {state === 'Discarded' ? (
          <span dir="auto" className="line-clamp-2 break-words">
            {purpose ?? <NoPurpose />}
          </span>
        ) : (
          <Link
            href={`/admin/sessions/${id}`}
            dir="auto"
            className="line-clamp-2 rounded-sm font-medium break-words hover:text-accent hover:underline"
          >
            {purpose ?? <NoPurpose />}
          </Link>
        )}
        <div dir="auto" className="mt-0.5 truncate text-xs text-muted md:hidden">
          {accountName ?? 'Whole platform'}
        </div>
      </>
    ),
  },
  {
    id: 'state',
    head: 'State',
    sortField: 'state',
    width: 8.5,
    cell: (session) => <State session={session} />,
  },
  {
    id: 'account',
    head: 'Account',
    sortField: 'accountName',
    hiddenBelow: 'md',
    width: 11,
    cell: ({ accountName }) => (
      <div dir="auto" className="truncate" title={accountName}>
        {accountName ?? <span className="text-muted">Whole platform</span>}
      </div>
    ),
  },
  { ...createdByColumn, sortField: 'createdBy', hiddenBelow: 'lg', width: 10 },
  { ...createdColumn, hiddenBelow: 'md' },
  changedColumn,
  { ...changedByColumn, sortField: 'lastModifiedBy' },
  { ...idColumn, hiddenBelow: 'lg' },
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
        <div className="mt-0.5 text-xs text-muted tabular-nums">{pendingActions} not applied yet</div>
      )}
    </>
  );
}
