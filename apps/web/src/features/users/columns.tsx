import type { UserInfo } from '@ai-sessions/contract';
import Link from 'next/link';
import { createdColumn, idColumn } from '@/components/table/record-columns.tsx';
import type { Column } from '@/components/table/table.tsx';
import { Badge } from '@/components/ui/badge.tsx';

/** The columns of the list of users. */
export const columns: readonly Column<UserInfo>[] = [
  {
    head: 'User',
    cell: ({ id, emailAddress, name, disabled }) => (
      <>
        <Link
          href={`/admin/users/${id}`}
          className="rounded-sm font-medium break-words hover:text-accent hover:underline"
        >
          {emailAddress}
        </Link>
        <div className="mt-0.5 flex flex-wrap items-center gap-2 text-xs text-muted">
          {name}
          {disabled && <Badge tone="danger">Disabled</Badge>}
        </div>
      </>
    ),
  },
  {
    head: 'Roles',
    className: 'w-40 sm:w-52',
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
    head: 'Accounts',
    minor: true,
    className: 'w-52',
    cell: ({ roles = [], accountNames = [] }) => (
      <div className="truncate text-muted" title={accountNames.join(', ')}>
        {roles.includes('SystemAdministrator') ? 'All' : accountNames.join(', ') || 'None'}
      </div>
    ),
  },
  { ...createdColumn, minor: true },
  idColumn,
];
