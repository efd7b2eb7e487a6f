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
import { functionFilters, functionListInput, risks } from './function-list-input.ts';

/** The catalogue: what actions may do. */
export function FunctionList() {
  const trpc = useTRPC();
  const { get } = useUrlState();
  const view = useTableView('functions', columns);
  const isFiltered = Object.values(functionFilters(get)).some((filter) => filter !== undefined);
  const functions = useQuery(
    trpc.function.list.queryOptions(functionListInput(get), { placeholderData: keepPreviousData }),
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
      {functions.isError ? (
        <FailureNotice error={functions.error} onRetry={() => void functions.refetch()} />
      ) : (
        <>
          <Table
            caption="Functions"
            columns={columns}
            rows={functions.data?.items}
            keyOf={({ id }) => id ?? ''}
            view={view}
            empty={
              isFiltered
                ? 'No function matches these filters.'
                : 'There is no function yet. Add the first one.'
            }
          />
          <Pager nextCursor={functions.data?.nextCursor} />
        </>
      )}
    </>
  );
}
