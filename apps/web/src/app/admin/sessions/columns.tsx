import type { AISessionInfo } from '@ai-sessions/contract';
import Link from 'next/link';
import { createdColumn, idColumn } from '../../../desk/record-columns.tsx';
import type { Column } from '../../../desk/table.tsx';

/** The columns of the list of sessions. */
export const columns: readonly Column<AISessionInfo>[] = [
  {
    head: 'Purpose',
    className: 'w-auto',
    cell: ({ id, purpose, accountName }) => (
      <>
        <Link
          href={`/admin/sessions/${id}`}
          className="line-clamp-2 rounded-sm font-medium break-words hover:text-accent hover:underline"
        >
          {purpose ?? <span className="font-normal text-muted">No purpose</span>}
        </Link>
        <div className="mt-0.5 truncate text-xs text-muted md:hidden">{accountName ?? 'Whole platform'}</div>
      </>
    ),
  },
  {
    head: 'Account',
    minor: true,
    className: 'w-52',
    cell: ({ accountName }) => (
      <div className="truncate" title={accountName}>
        {accountName ?? <span className="text-muted">Whole platform</span>}
      </div>
    ),
  },
  {
    head: 'Created by',
    minor: true,
    className: 'w-48',
    cell: ({ createdBy }) => (
      <div className="truncate text-muted" title={createdBy}>
        {createdBy}
      </div>
    ),
  },
  createdColumn,
  idColumn,
];
