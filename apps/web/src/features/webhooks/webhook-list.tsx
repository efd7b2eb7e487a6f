'use client';

import type { AIWebhookInfo } from '@ai-sessions/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { BulkBar } from '@/components/bulk/bulk-bar.tsx';
import { loadLater } from '@/components/load-later.ts';
import { OneOfFilter } from '@/components/table/one-of-filter.tsx';
import { SearchBox } from '@/components/table/search-box.tsx';
import { TableOptions } from '@/components/table/table-options.tsx';
import { TablePage } from '@/components/table/table-page.tsx';
import { useRowSelection } from '@/components/table/use-row-selection.ts';
import { useTableView } from '@/components/table/use-table-view.ts';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { useTRPC } from '@/trpc/client.ts';
import { whileShown } from '@/trpc/links.ts';
import { columns } from './columns.tsx';
import { webhookFilters, webhookListInput } from './webhook-list-input.ts';

const webhookBulk = loadLater(() => import('./webhook-bulk.tsx'));

/** Where events are sent. */
export function WebhookList() {
  const trpc = useTRPC();
  const { get } = useUrlState();
  const view = useTableView('webhooks', columns);
  const selection = useRowSelection(keyOf, labelOf);
  const webhooks = useQuery(
    trpc.webhook.list.queryOptions(webhookListInput(get), {
      trpc: whileShown,
      placeholderData: keepPreviousData,
    }),
  );
  const isFiltered = Object.values(webhookFilters(get)).some((filter) => filter !== undefined);
  return (
    <>
      <div className="mb-4 flex flex-wrap gap-2">
        <SearchBox label="Search in URL and description" />
        <OneOfFilter name="state" label="State" none="On or off" choices={{ on: 'On', off: 'Off' }} />
        <TableOptions columns={columns} view={view} />
      </div>
      <TablePage
        list={webhooks}
        caption="Webhooks"
        columns={columns}
        rows={webhooks.data?.items}
        keyOf={keyOf}
        view={view}
        empty={
          isFiltered
            ? 'No webhook matches these filters.'
            : 'There is no webhook yet. Add one to have verdicts sent to an agent.'
        }
        selection={selection}
        below={<BulkBar later={webhookBulk} selection={selection} shown={webhooks.data?.items ?? []} />}
      />
    </>
  );
}

function keyOf({ id = '' }: AIWebhookInfo): string {
  return id;
}

function labelOf({ url }: AIWebhookInfo): string {
  return url;
}
