'use client';

import type { ApiKeyInfo } from '@ai-sessions/contract';
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
import { keyColumns } from './columns.tsx';
import { keyFilters, keyKinds, keyListInput } from './key-list-input.ts';

const keyBulk = loadLater(() => import('./key-bulk.tsx'));

interface KeyListProps {
  readonly userId?: string;
  /** Whether the visitor is a system administrator, and may look at each key by itself. */
  readonly administers?: boolean;
}

/** API keys, newest first: those of one user, or of all. Only the list of all is a page of its own, which can be adjusted. */
export function KeyList({ userId, administers = false }: KeyListProps) {
  const trpc = useTRPC();
  const { get } = useUrlState();
  const columns = keyColumns({ areLinks: administers, ofOneUser: userId !== undefined });
  const view = useTableView('keys', columns);
  const selection = useRowSelection(keyOf, labelOf);
  const keys = useQuery(
    trpc.apiKey.list.queryOptions(keyListInput(get, userId), {
      trpc: whileShown,
      placeholderData: keepPreviousData,
    }),
  );
  const isFiltered =
    userId === undefined && Object.values(keyFilters(get)).some((filter) => filter !== undefined);
  return (
    <>
      {userId === undefined && (
        <div className="mb-4 flex flex-wrap gap-2">
          <SearchBox label="Search by name or user" />
          <OneOfFilter
            name="kind"
            label="Kind"
            none="Any kind"
            choices={Object.fromEntries(keyKinds.map((kind) => [kind, kind]))}
          />
          <OneOfFilter
            name="state"
            label="State"
            none="Any state"
            choices={{ working: 'Working', ended: 'Revoked or expired' }}
          />
          <TableOptions columns={columns} view={view} />
        </div>
      )}
      <TablePage
        list={keys}
        caption="API keys"
        columns={columns}
        rows={keys.data?.items}
        keyOf={keyOf}
        empty={isFiltered ? 'No API key matches these filters.' : 'There is no API key yet.'}
        view={userId === undefined ? view : undefined}
        selection={userId === undefined ? selection : undefined}
        below={
          userId === undefined && (
            <BulkBar later={keyBulk} selection={selection} shown={keys.data?.items ?? []} />
          )
        }
      />
    </>
  );
}

function keyOf({ id }: ApiKeyInfo): string {
  return id;
}

function labelOf({ id, name }: ApiKeyInfo): string {
  return name ?? `key ${id.slice(-6)}`;
}
