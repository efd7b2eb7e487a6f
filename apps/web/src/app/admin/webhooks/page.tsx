import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { PageHead } from '@/components/admin-shell/page-head.tsx';
import { type SearchParams, urlReader } from '@/components/table/url-state.ts';
import { Button } from '@/components/ui/button.tsx';
import { ViewsMenu } from '@/features/views/views-menu.tsx';
import { ExportLink } from '@/features/webhooks/export-link.tsx';
import { WebhookList } from '@/features/webhooks/webhook-list.tsx';
import { webhookListInput } from '@/features/webhooks/webhook-list-input.ts';
import { requireAdministrator } from '@/server/require-visitor.ts';
import { Prefetched } from '@/trpc/prefetched.tsx';

export const metadata: Metadata = { title: 'Webhooks' };

interface WebhooksProps {
  readonly searchParams: SearchParams;
}

export default async function Webhooks({ searchParams }: WebhooksProps) {
  const visitor = await requireAdministrator('/admin/webhooks');
  const get = await urlReader(searchParams);
  return (
    <AdminShell visitor={visitor}>
      <PageHead title="Webhooks">
        <Suspense>
          <ViewsMenu list="webhooks" />
        </Suspense>
        <Suspense>
          <ExportLink />
        </Suspense>
        <Button asChild>
          <Link href="/admin/webhooks/new">
            <Plus aria-hidden /> New webhook
          </Link>
        </Button>
      </PageHead>
      <Prefetched
        load={(queries, trpc) => [
          queries.prefetchQuery(trpc.webhook.list.queryOptions(webhookListInput(get))),
        ]}
      >
        <Suspense>
          <WebhookList />
        </Suspense>
      </Prefetched>
    </AdminShell>
  );
}
