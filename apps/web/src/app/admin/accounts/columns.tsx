import type { AccountInfo } from '@ai-sessions/contract';
import Link from 'next/link';
import { CopyButton } from '../../../components/ui/copy-button.tsx';
import { When } from '../../../components/ui/when.tsx';
import type { Column } from '../../../desk/table.tsx';

/** The columns of the list of accounts. */
export const columns: readonly Column<AccountInfo>[] = [
  {
    head: 'Name',
    cell: ({ id, name }) => (
      <Link
        href={`/admin/sessions?account=${id}`}
        title="See its sessions"
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
  {
    head: 'Created',
    className: 'w-32',
    cell: ({ dateCreated }) => (
      <span className="text-muted">
        <When instant={dateCreated} />
      </span>
    ),
  },
  {
    head: 'Id',
    minor: true,
    className: 'w-28',
    cell: ({ id = '' }) => (
      <span className="flex items-center gap-1 font-mono text-xs text-muted" title={id}>
        …{id.slice(-6)}
        <CopyButton text={id} label="Copy id" />
      </span>
    ),
  },
];
