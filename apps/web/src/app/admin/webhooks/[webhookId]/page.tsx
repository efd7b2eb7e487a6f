import type { Metadata } from 'next';
import { Suspense } from 'react';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { historyInput } from '@/components/history/history-input.ts';
import { olderPages } from '@/components/older-pages.ts';
import { type SearchParams, urlReader } from '@/components/table/url-state.ts';
import { deliveryListInput } from '@/features/webhooks/delivery-list-input.ts';
import { WebhookDetails } from '@/features/webhooks/webhook-details.tsx';
import { requireAdministrator } from '@/server/require-visitor.ts';
import { Prefetched } from '@/trpc/prefetched.tsx';

export const metadata: Metadata = { title: 'Webhook' };

interface WebhookProps {
  readonly params: Promise<{ readonly webhookId: string }>;
  readonly searchParams: SearchParams;
}

export default async function WebhookPage({ params, searchParams }: WebhookProps) {
  const { webhookId } = await params;
  const visitor = await requireAdministrator(`/admin/webhooks/${webhookId}`);
  const id = decodeURIComponent(webhookId);
  const get = await urlReader(searchParams);
  return (
    <AdminShell visitor={visitor}>
      <Prefetched
        load={(queries, trpc) => [
          queries.prefetchQuery(trpc.webhook.get.queryOptions({ webhookId: id })),
          queries.prefetchQuery(trpc.webhook.deliveries.queryOptions(deliveryListInput(get, id))),
          queries.prefetchInfiniteQuery(
            trpc.audit.list.infiniteQueryOptions(historyInput('AIWebhook', id), olderPages),
          ),
        ]}
      >
        <Suspense>
          <WebhookDetails webhookId={id} />
        </Suspense>
      </Prefetched>
    </AdminShell>
  );
}
