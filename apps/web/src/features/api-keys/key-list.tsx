'use client';

import type { ApiKeyInfo } from '@ai-sessions/contract';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { Confirmation } from '@/components/confirmation.tsx';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Pager } from '@/components/table/pager.tsx';
import { type Column, Table } from '@/components/table/table.tsx';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { Badge } from '@/components/ui/badge.tsx';
import { When } from '@/components/ui/when.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { keyListInput } from './key-list-input.ts';

/** API keys, newest first: those of one user, or of all. */
export function KeyList({ userId }: { userId?: string }) {
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
        columns={userId === undefined ? [nameColumn, ownerColumn, ...columns] : [nameColumn, ...columns]}
        rows={keys.data?.items}
        keyOf={({ id }) => id}
        empty="There is no API key yet."
      />
      <Pager nextCursor={keys.data?.nextCursor} />
    </>
  );
}

const nameColumn: Column<ApiKeyInfo> = {
  head: 'Name',
  cell: ({ name, prefix, kind, roles = [], accountIds = [] }) => (
    <>
      <div className="font-medium break-words">{name}</div>
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
    cell: (key) => <State apiKey={key} />,
  },
];

function State({ apiKey }: { apiKey: ApiKeyInfo }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const revoke = useMutation(
    trpc.apiKey.revoke.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.apiKey.list.queryKey() }),
    }),
  );
  if (apiKey.dateRevoked) return <Badge tone="danger">Revoked</Badge>;
  if (apiKey.dateExpires && Date.parse(apiKey.dateExpires) <= Date.now()) return <Badge>Expired</Badge>;
  return (
    <Confirmation
      trigger="Revoke"
      label={`Revoke ${apiKey.name}`}
      title="Revoke this API key?"
      description={`“${apiKey.name}” of ${apiKey.userName} stops working at once, for good.`}
      action="Revoke key"
      onConfirm={() => revoke.mutateAsync({ apiKeyId: apiKey.id })}
    />
  );
}
