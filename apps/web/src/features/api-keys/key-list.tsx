'use client';

import type { ApiKeyInfo } from '@ai-sessions/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Pager } from '@/components/table/pager.tsx';
import { type Column, Table } from '@/components/table/table.tsx';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { Badge } from '@/components/ui/badge.tsx';
import { When } from '@/components/ui/when.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { keyListInput } from './key-list-input.ts';
import { KeyState } from './key-state.tsx';

interface KeyListProps {
  readonly userId?: string;
  /** Whether the visitor is a system administrator, and may look at each key by itself. */
  readonly administers?: boolean;
}

/** API keys, newest first: those of one user, or of all. */
export function KeyList({ userId, administers = false }: KeyListProps) {
  const trpc = useTRPC();
  const { get } = useUrlState();
  const keys = useQuery(
    trpc.apiKey.list.queryOptions(keyListInput(get, userId), { placeholderData: keepPreviousData }),
  );
  if (keys.isError) return <FailureNotice error={keys.error} onRetry={() => void keys.refetch()} />;
  return (
    <>
      <Table
        caption="API keys, newest first"
        columns={[nameColumn(administers), ...(userId === undefined ? [ownerColumn] : []), ...columns]}
        rows={keys.data?.items}
        keyOf={({ id }) => id}
        empty="There is no API key yet."
      />
      <Pager nextCursor={keys.data?.nextCursor} />
    </>
  );
}

const nameColumn = (isLink: boolean): Column<ApiKeyInfo> => ({
  head: 'Name',
  cell: ({ id, name, prefix, kind, roles = [], accountIds = [] }) => (
    <>
      <div className="font-medium break-words">
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
});

const ownerColumn: Column<ApiKeyInfo> = {
  head: 'User',
  minor: true,
  className: 'w-52',
  cell: ({ userId, userName }) => (
    <Link
      href={`/admin/users/${userId}`}
      title={userName}
      className="block truncate rounded-sm hover:text-accent hover:underline"
    >
      {userName}
    </Link>
  ),
};

const columns: readonly Column<ApiKeyInfo>[] = [
  {
    head: 'Last used',
    minor: true,
    className: 'w-32',
    cell: ({ dateLastUsed }) => (
      <span className="text-muted">{dateLastUsed ? <When instant={dateLastUsed} /> : 'Never'}</span>
    ),
  },
  {
    head: 'Expires',
    minor: true,
    className: 'w-32',
    cell: ({ dateExpires }) => (
      <span className="text-muted">{dateExpires ? <When instant={dateExpires} /> : 'Never'}</span>
    ),
  },
  {
    head: 'State',
    className: 'w-28',
    cell: (key) => <KeyState apiKey={key} />,
  },
];
