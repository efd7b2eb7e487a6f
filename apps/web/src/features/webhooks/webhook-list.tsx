'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { OneOfFilter } from '@/components/table/one-of-filter.tsx';
import { Pager } from '@/components/table/pager.tsx';
import { SearchBox } from '@/components/table/search-box.tsx';
import { Table } from '@/components/table/table.tsx';
import { TableOptions } from '@/components/table/table-options.tsx';
import { useTableView } from '@/components/table/use-table-view.ts';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { useTRPC } from '@/trpc/client.ts';
import { columns } from './columns.tsx';
import { webhookFilters, webhookListInput } from './webhook-list-input.ts';

/** Where events are sent. */
export function WebhookList() {
  const trpc = useTRPC();
  const { get } = useUrlState();
  const view = useTableView('webhooks', columns);
  const webhooks = useQuery(
    trpc.webhook.list.queryOptions(webhookListInput(get), { placeholderData: keepPreviousData }),
  );
  const isFiltered = Object.values(webhookFilters(get)).some((filter) => filter !== undefined);
  if (webhooks.isError)
    return <FailureNotice error={webhooks.error} onRetry={() => void webhooks.refetch()} />;
  return (
    <>
      <div className="mb-4 flex flex-wrap gap-2">
        <SearchBox label="Search in URL and description" />
        <OneOfFilter name="state" label="State" none="On or off" choices={{ on: 'On', off: 'Off' }} />
        <TableOptions columns={columns} view={view} />
      </div>
      <Table
        caption="Webhooks"
        columns={columns}
        rows={webhooks.data?.items}
        keyOf={({ id }) => id ?? ''}
        view={view}
        empty={
          isFiltered
            ? 'No webhook matches these filters.'
            : 'There is no webhook yet. Add one to have verdicts sent to an agent.'
        }
      />
      <Pager nextCursor={webhooks.data?.nextCursor} />
    </>
  );
}
