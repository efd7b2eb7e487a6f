import type { UserInfo } from '@ai-sessions/contract';
import Link from 'next/link';
import type { Column } from '@/components/table/column.ts';
import {
  changedColumn,
  createdByColumn,
  createdColumn,
  idColumn,
} from '@/components/table/record-columns.tsx';
import type { Sort } from '@/components/table/table-view.ts';
import { Badge } from '@/components/ui/badge.tsx';

/** The columns of the list of users. */
export const columns: readonly Column<UserInfo>[] = [
  {
    id: 'user',
    head: 'User',
    sortField: 'emailAddress',
    fixed: true,
    cell: ({ id, emailAddress, name, disabled }) => (
      <>
        <Link
          href={`/admin/users/${id}`}
          className="rounded-sm font-medium break-words hover:text-accent hover:underline"
        >
          {emailAddress}
        </Link>
        <div className="mt-0.5 flex flex-wrap items-center gap-2 text-xs text-muted">
          <bdi>{name}</bdi>
          {disabled && <Badge tone="danger">Disabled</Badge>}
        </div>
      </>
    ),
  },
  {
    id: 'roles',
    head: 'Roles',
    hiddenBelow: 'md',
    width: 11,
    cell: ({ roles = [] }) => (
      <div className="flex flex-wrap gap-1">
        {roles.map((role) => (
          <Badge key={role} tone="accent">
            {role}
          </Badge>
        ))}
        {roles.length === 0 && <span className="text-muted">None</span>}
      </div>
    ),
  },
  {
    id: 'accounts',
    head: 'Accounts',
    hiddenBelow: 'md',
    width: 12,
    cell: ({ roles = [], accountNames = [] }) => (
      <div dir="auto" className="truncate text-muted" title={accountNames.join(', ')}>
        {roles.includes('SystemAdministrator') ? 'All' : accountNames.join(', ') || 'None'}
      </div>
    ),
  },
  { ...createdColumn, hiddenBelow: 'md' },
  changedColumn,
  { ...createdByColumn, extra: true },
  idColumn,
];

/** How users are sorted when nobody says otherwise. */
export const byEmailAddress: Sort = { field: 'emailAddress', descending: false };
