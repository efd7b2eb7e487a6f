'use client';

import type { AIWebhookInfo } from '@ai-sessions/contract';
import { useQuery } from '@tanstack/react-query';
import { BackLink } from '@/components/admin-shell/back-link.tsx';
import { TabTitle } from '@/components/admin-shell/tab-title.tsx';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { History } from '@/components/history/history.tsx';
import { MissingRecord } from '@/components/missing-record.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { When } from '@/components/ui/when.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { failureOf } from '@/trpc/failure.ts';
import { alone } from '@/trpc/links.ts';
import { WebhookState } from './columns.tsx';
import { DeleteButton } from './delete-button.tsx';
import { DeliveryList } from './delivery-list.tsx';
import { SecretRotation } from './secret-rotation.tsx';
import { WebhookEditor } from './webhook-editor.tsx';

/** One webhook: its form, what was sent to it, and what happened to it. */
export function WebhookDetails({ webhookId }: { webhookId: string }) {
  const trpc = useTRPC();
  // A copy, which structural sharing makes, would lose the ETag that changes name.
  const known = useQuery(
    trpc.webhook.get.queryOptions({ webhookId }, { trpc: alone, structuralSharing: false }),
  );
  const isMissing = failureOf(known.error).status === 404;
  if (known.isError && (isMissing || !known.data)) {
    return isMissing ? (
      <MissingRecord what="webhook" list="/admin/webhooks" />
    ) : (
      <FailureNotice error={known.error} onRetry={() => void known.refetch()} />
    );
  }
  return (
    <>
      <TabTitle kind="Webhook" name={known.data?.url} />
      <BackLink href="/admin/webhooks">Webhooks</BackLink>
      {known.isError && <FailureNotice error={known.error} onRetry={() => void known.refetch()} />}
      {known.data ? <Loaded known={known.data} /> : <Skeleton className="h-96 w-full max-w-3xl" />}
    </>
  );
}

function Loaded({ known }: { known: AIWebhookInfo }) {
  const { id = '', url, disabledReason, failingSince, enabled, dateEarlierSecretExpires } = known;
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="flex min-w-0 flex-wrap items-center gap-2">
          <h1 className="min-w-0 font-mono text-lg font-semibold break-all">{url}</h1>
          <WebhookState {...known} />
        </div>
        <div className="flex gap-2">
          <SecretRotation known={known} />
          <DeleteButton known={known} />
        </div>
      </div>
      {disabledReason && (
        <Notice tone="danger">
          The service has disabled this webhook. {disabledReason} What happens meanwhile is not sent later.
        </Notice>
      )}
      {enabled && failingSince && (
        <Notice tone="danger">
          Nothing could be delivered since <When instant={failingSince} />. After 5 days it is disabled.
        </Notice>
      )}
      {dateEarlierSecretExpires && (
        <Notice tone="plain">
          Events are signed with the earlier secret as well, which ends{' '}
          <When instant={dateEarlierSecretExpires} />.
        </Notice>
      )}
      <WebhookEditor known={known} />
      <DeliveryList webhookId={id} />
      <History entityType="AIWebhook" entityId={id} />
    </div>
  );
}
