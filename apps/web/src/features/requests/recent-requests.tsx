'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Section } from '@/components/admin-shell/section.tsx';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Table } from '@/components/table/table.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { recentColumns } from './columns.tsx';
import { type RequestsOf, recentRequestsInput } from './request-list-input.ts';

/** The latest requests of a user or with a key. */
export function RecentRequests({ of }: { of: RequestsOf }) {
  const trpc = useTRPC();
  const requests = useQuery(trpc.request.list.queryOptions(recentRequestsInput(of)));
  const filter = 'userId' in of ? `user=${of.userId}` : `key=${of.apiKeyId}`;
  return (
    <Section
      title="Requests"
      action={
        <Link
          href={`/admin/requests?${filter}`}
          className="rounded-sm text-sm text-muted hover:text-accent hover:underline"
        >
          All requests
        </Link>
      }
    >
      {requests.isError ? (
        <FailureNotice error={requests.error} onRetry={() => void requests.refetch()} />
      ) : (
        <Table
          caption="Latest requests"
          columns={recentColumns}
          rows={requests.data?.items}
          keyOf={({ id }) => id}
          empty="No request was written down lately."
        />
      )}
    </Section>
  );
}
