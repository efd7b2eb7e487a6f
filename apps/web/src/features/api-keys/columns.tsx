import type { ApiKeyInfo } from '@ai-sessions/contract';
import Link from 'next/link';
import type { Column } from '@/components/table/column.ts';
import { createdColumn } from '@/components/table/record-columns.tsx';
import { Badge } from '@/components/ui/badge.tsx';
import { When } from '@/components/ui/when.tsx';
import { KeyState } from './key-state.tsx';

/** The columns of a list of API keys. */
export function keyColumns({
  areLinks,
  ofOneUser,
}: {
  readonly areLinks: boolean;
  readonly ofOneUser: boolean;
}): readonly Column<ApiKeyInfo>[] {
  return [areLinks ? linkColumn : nameColumn, ...(ofOneUser ? furtherOfOneUser : [ownerColumn, ...further])];
}

function columnOfNames(isLink: boolean): Column<ApiKeyInfo> {
  return {
    id: 'name',
    head: 'Name',
    sortField: 'name',
    fixed: true,
    cell: ({ id, name, prefix, kind, roles = [], accountIds = [] }) => (
      <>
        <div dir="auto" className="font-medium break-words">
          {isLink ? (
            <Link href={`/admin/keys/${id}`} className="rounded-sm hover:text-accent hover:underline">
              {name}
            </Link>
          ) : (
            name
          )}
        </div>
        <div className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted">
          <span className="font-mono">{prefix}…</span>
          {kind === 'Agent' ? <Badge tone="accent">Agent</Badge> : kind}
          {roles.length > 0 && <span>only {roles.join(', ')}</span>}
          {accountIds.length > 0 && (
            <span>
              only {accountIds.length} {accountIds.length === 1 ? 'account' : 'accounts'}
            </span>
          )}
        </div>
      </>
    ),
  };
}

const [linkColumn, nameColumn] = [columnOfNames(true), columnOfNames(false)];

const ownerColumn: Column<ApiKeyInfo> = {
  id: 'user',
  head: 'User',
  hiddenBelow: 'md',
  width: 13,
  cell: ({ userId, userName }) => (
    <Link
      href={`/admin/users/${userId}`}
      title={userName}
      dir="auto"
      className="block truncate rounded-sm hover:text-accent hover:underline"
    >
      {userName}
    </Link>
  ),
};

const further: readonly Column<ApiKeyInfo>[] = [
  {
    id: 'used',
    head: 'Last used',
    sortField: 'dateLastUsed',
    hiddenBelow: 'md',
    width: 8.5,
    cell: ({ dateLastUsed }) => (
      <span className="text-muted">{dateLastUsed ? <When instant={dateLastUsed} /> : 'Never'}</span>
    ),
  },
  {
    id: 'expires',
    head: 'Expires',
    sortField: 'dateExpires',
    hiddenBelow: 'md',
    width: 8.5,
    cell: ({ dateExpires }) => (
      <span className="text-muted">{dateExpires ? <When instant={dateExpires} /> : 'Never'}</span>
    ),
  },
  {
    id: 'state',
    head: 'State',
    sortField: 'dateRevoked',
    width: 7,
    cell: (key) => <KeyState apiKey={key} />,
  },
  { ...createdColumn, extra: true },
];

/** Beside the facts of their user there is less room. */
const furtherOfOneUser = further.map(
  (column): Column<ApiKeyInfo> =>
    column.hiddenBelow === undefined ? column : { ...column, hiddenBelow: 'xl' },
);
