import type { AccountInfo } from '@ai-sessions/contract';
import Link from 'next/link';
import type { Column } from '@/components/table/column.ts';
import {
  changedByColumn,
  changedColumn,
  createdByColumn,
  createdColumn,
  idColumn,
} from '@/components/table/record-columns.tsx';
import type { Sort } from '@/components/table/table-view.ts';

/** The columns of the list of accounts. */
export const columns: readonly Column<AccountInfo>[] = [
  {
    id: 'name',
    head: 'Name',
    sortField: 'name',
    fixed: true,
    cell: ({ id, name }) => (
      <Link
        href={`/admin/accounts/${id}`}
        dir="auto"
        className="rounded-sm font-medium break-words hover:text-accent hover:underline"
      >
        {name}
      </Link>
    ),
  },
  { ...createdByColumn, sortField: 'createdBy', width: 14 },
  createdColumn,
  changedColumn,
  { ...changedByColumn, sortField: 'lastModifiedBy' },
  idColumn,
];

/** How accounts are sorted when nobody says otherwise. */
export const byName: Sort = { field: 'name', descending: false };
