import type { AIWebhookInfo } from '@ai-sessions/contract';
import Link from 'next/link';
import type { Column } from '@/components/table/column.ts';
import { changedColumn, createdByColumn, createdColumn } from '@/components/table/record-columns.tsx';
import { Badge } from '@/components/ui/badge.tsx';

/** The columns of the list of webhooks. */
export const columns: readonly Column<AIWebhookInfo>[] = [
  {
    id: 'webhook',
    head: 'Webhook',
    sortField: 'url',
    fixed: true,
    cell: ({ id, url, description }) => (
      <>
        <Link
          href={`/admin/webhooks/${id}`}
          className="rounded-sm font-mono text-[0.8125rem] font-medium break-all hover:text-accent hover:underline"
        >
          {url}
        </Link>
        <div dir="auto" className="mt-0.5 text-xs break-words text-muted">
          {description}
        </div>
      </>
    ),
  },
  {
    id: 'events',
    head: 'Tells of',
    hiddenBelow: 'md',
    width: 14,
    cell: ({ eventTypes, accountIds }) => (
      <span className="text-muted">
        {eventTypes.length === 0 ? 'all events' : `${eventTypes.length} kinds of events`}
        {accountIds.length > 0 &&
          `, ${accountIds.length} ${accountIds.length === 1 ? 'account' : 'accounts'}`}
      </span>
    ),
  },
  { id: 'state', head: 'State', width: 7, cell: (webhook) => <WebhookState {...webhook} /> },
  { ...createdColumn, extra: true },
  { ...createdByColumn, extra: true },
  changedColumn,
];

/** Whether a webhook works. */
export function WebhookState({ enabled, failingSince }: Pick<AIWebhookInfo, 'enabled' | 'failingSince'>) {
  if (!enabled) return <Badge tone="danger">Off</Badge>;
  return failingSince ? <Badge tone="warning">Failing</Badge> : <Badge tone="good">On</Badge>;
}
