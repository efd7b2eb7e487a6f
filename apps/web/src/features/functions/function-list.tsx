'use client';

import type { AIFunctionInfo } from '@ai-sessions/contract';
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
import { functionFilters, functionListInput, risks } from './function-list-input.ts';

const functionBulk = loadLater(() => import('./function-bulk.tsx'));

/** The catalogue: what actions may do. */
export function FunctionList() {
  const trpc = useTRPC();
  const { get } = useUrlState();
  const view = useTableView('functions', columns);
  const selection = useRowSelection(keyOf, labelOf);
  const isFiltered = Object.values(functionFilters(get)).some((filter) => filter !== undefined);
  const functions = useQuery(
    trpc.function.list.queryOptions(functionListInput(get), {
      trpc: whileShown,
      placeholderData: keepPreviousData,
    }),
  );
  return (
    <>
      <div className="mb-4 flex flex-wrap gap-2">
        <SearchBox label="Search by name" />
        <OneOfFilter
          name="risk"
          label="Risk"
          none="Any risk"
          choices={Object.fromEntries(risks.map((risk) => [risk, risk]))}
        />
        <OneOfFilter name="state" label="State" none="On or off" choices={{ on: 'On', off: 'Off' }} />
        <TableOptions columns={columns} view={view} />
      </div>
      <TablePage
        list={functions}
        caption="Functions"
        columns={columns}
        rows={functions.data?.items}
        keyOf={keyOf}
        view={view}
        empty={
          isFiltered ? 'No function matches these filters.' : 'There is no function yet. Add the first one.'
        }
        selection={selection}
        below={<BulkBar later={functionBulk} selection={selection} shown={functions.data?.items ?? []} />}
      />
    </>
  );
}

function keyOf({ id = '' }: AIFunctionInfo): string {
  return id;
}

function labelOf({ name }: AIFunctionInfo): string {
  return name;
}
