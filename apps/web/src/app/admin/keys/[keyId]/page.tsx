import type { Metadata } from 'next';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { historyInput } from '@/components/history/history-input.ts';
import { olderPages } from '@/components/older-pages.ts';
import { KeyDetails } from '@/features/api-keys/key-details.tsx';
import { recentRequestsInput } from '@/features/requests/request-list-input.ts';
import { stopInput } from '@/features/stops/stop-input.ts';
import { requireAdministrator } from '@/server/require-visitor.ts';
import { Prefetched } from '@/trpc/prefetched.tsx';

export const metadata: Metadata = { title: 'API key' };

interface KeyProps {
  readonly params: Promise<{ readonly keyId: string }>;
}

export default async function Key({ params }: KeyProps) {
  const { keyId } = await params;
  const visitor = await requireAdministrator(`/admin/keys/${keyId}`);
  const id = decodeURIComponent(keyId);
  return (
    <AdminShell visitor={visitor}>
      <Prefetched
        load={(queries, trpc) => [
          queries.prefetchQuery(trpc.apiKey.get.queryOptions({ apiKeyId: id })),
          queries.prefetchQuery(trpc.applying.stops.queryOptions(stopInput(id))),
          queries.prefetchQuery(trpc.request.list.queryOptions(recentRequestsInput({ apiKeyId: id }))),
          queries.prefetchInfiniteQuery(
            trpc.audit.list.infiniteQueryOptions(historyInput('ApiKey', id), olderPages),
          ),
        ]}
      >
        <KeyDetails keyId={id} />
      </Prefetched>
    </AdminShell>
  );
}
