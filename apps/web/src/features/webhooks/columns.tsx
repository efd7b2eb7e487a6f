import type { AIWebhookInfo } from '@ai-sessions/contract';
import Link from 'next/link';
import type { Column } from '@/components/table/table.tsx';
import { Badge } from '@/components/ui/badge.tsx';

/** The columns of the list of webhooks. */
export const columns: readonly Column<AIWebhookInfo>[] = [
  {
    head: 'Webhook',
    className: 'w-auto',
    cell: ({ id, url, description }) => (
      <>
        <Link
          href={`/admin/webhooks/${id}`}
          className="rounded-sm font-mono text-[0.8125rem] font-medium break-all hover:text-accent hover:underline"
        >
          {url}
        </Link>
        <div className="mt-0.5 text-xs break-words text-muted">{description}</div>
      </>
    ),
  },
  {
    head: 'Tells of',
    minor: true,
    className: 'w-56',
    cell: ({ eventTypes, accountIds }) => (
      <span className="text-muted">
        {eventTypes.length === 0 ? 'all events' : `${eventTypes.length} kinds of events`}
        {accountIds.length > 0 &&
          `, ${accountIds.length} ${accountIds.length === 1 ? 'account' : 'accounts'}`}
      </span>
    ),
  },
  { head: 'State', className: 'w-28', cell: (webhook) => <WebhookState {...webhook} /> },
];

/** Whether a webhook works. */
export function WebhookState({ enabled, failingSince }: Pick<AIWebhookInfo, 'enabled' | 'failingSince'>) {
  if (!enabled) return <Badge tone="danger">Off</Badge>;
  return failingSince ? <Badge tone="warning">Failing</Badge> : <Badge tone="good">On</Badge>;
}
