'use client';

import type { AISessionInfo } from '@ai-sessions/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Arrived } from '@/components/table/arrived.tsx';
import { Pager } from '@/components/table/pager.tsx';
import { Table } from '@/components/table/table.tsx';
import { useFreshRows } from '@/components/table/use-fresh-rows.ts';
import { useRowSelection } from '@/components/table/use-row-selection.ts';
import { useTableView } from '@/components/table/use-table-view.ts';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { BulkBar } from './bulk/bulk-bar.tsx';
import { columns } from './columns.tsx';
import { SessionFilters } from './session-filters.tsx';
import { sessionListInput } from './session-list-input.ts';
import { sessionStates } from './session-states.ts';
import { useSessionFilters } from './use-session-filters.ts';

/** Sessions with their filters, kept up to date without moving. */
export function SessionList() {
  const trpc = useTRPC();
  const { get } = useUrlState();
  const { isFiltered } = useSessionFilters();
  const api = useTRPCClient();
  const view = useTableView('sessions', columns);
  const selection = useRowSelection(keyOf, labelOf);
  const input = sessionListInput(get);
  const sessions = useQuery(
    trpc.session.list.queryOptions(input, {
      placeholderData: keepPreviousData,
      // What has changed meanwhile is shown without moving anything.
      refetchOnWindowFocus: false,
    }),
  );
  const { rows, arrived, showArrived } = useFreshRows({
    shown: {
      key: trpc.session.list.queryKey(input),
      page: sessions.isPlaceholderData ? undefined : sessions.data,
      readAt: sessions.dataUpdatedAt,
    },
    keyOf,
    readPage: () => api.session.list.query(input),
    readRows: (specificIds) =>
      api.session.list.query({
        specificIds: [...specificIds],
        states: [...sessionStates],
        countPerPage: specificIds.length,
        simplifiedPaging: true,
      }),
  });

  return (
    <>
      <SessionFilters view={view} />
      {sessions.isError ? (
        <FailureNotice error={sessions.error} onRetry={() => void sessions.refetch()} />
      ) : (
        <>
          <Arrived count={arrived} one="session" many="sessions" onShow={showArrived} />
          <Table
            caption="AI sessions"
            columns={columns}
            rows={rows ?? sessions.data?.items}
            keyOf={keyOf}
            view={view}
            selection={selection}
            empty={
              isFiltered ? (
                <>
                  No session matches these filters.{' '}
                  {/* Loads the page anew, so that the fields of the filters are empty too. */}
                  <a href="/admin/sessions" className="rounded-sm text-accent underline">
                    Show all
                  </a>
                </>
              ) : (
                'There is no session yet. Open the first one.'
              )
            }
          />
          <BulkBar selection={selection} shown={rows ?? []} />
          <Pager nextCursor={sessions.data?.nextCursor} />
        </>
      )}
    </>
  );
}

function keyOf({ id = '' }: AISessionInfo): string {
  return id;
}

function labelOf({ id = '', purpose }: AISessionInfo): string {
  return purpose ?? `session ${id.slice(-6)}`;
}
