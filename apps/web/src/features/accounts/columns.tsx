import type { AccountInfo } from '@ai-sessions/contract';
import Link from 'next/link';
import { createdColumn, idColumn } from '@/components/table/record-columns.tsx';
import type { Column } from '@/components/table/table.tsx';

/** The columns of the list of accounts. */
export const columns: readonly Column<AccountInfo>[] = [
  {
    head: 'Name',
    cell: ({ id, name }) => (
      <Link
        href={`/admin/accounts/${id}`}
        className="rounded-sm font-medium break-words hover:text-accent hover:underline"
      >
        {name}
      </Link>
    ),
  },
  {
    head: 'Created by',
    minor: true,
    className: 'w-56',
    cell: ({ createdBy }) => <div className="truncate text-muted">{createdBy}</div>,
  },
  createdColumn,
  idColumn,
];
