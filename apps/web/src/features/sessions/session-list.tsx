'use client';

import type { AISessionInfo } from '@ai-sessions/contract';
import { BulkBar } from '@/components/bulk/bulk-bar.tsx';
import { loadLater } from '@/components/load-later.ts';
import { Arrived } from '@/components/table/arrived.tsx';
import { TablePage } from '@/components/table/table-page.tsx';
import { useFreshList } from '@/components/table/use-fresh-list.ts';
import { useRowSelection } from '@/components/table/use-row-selection.ts';
import { useTableView } from '@/components/table/use-table-view.ts';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { whileShown } from '@/trpc/links.ts';
import { columns } from './columns.tsx';
import { SessionFilters } from './session-filters.tsx';
import { sessionListInput } from './session-list-input.ts';
import { sessionStates } from './session-states.ts';
import { useSessionFilters } from './use-session-filters.ts';

const sessionBulk = loadLater(() => import('./session-bulk.tsx'));

/** Sessions with their filters, kept up to date without moving. */
export function SessionList() {
  const trpc = useTRPC();
  const { get } = useUrlState();
  const { isFiltered } = useSessionFilters();
  const api = useTRPCClient();
  const view = useTableView('sessions', columns);
  const selection = useRowSelection(keyOf, labelOf);
  const input = sessionListInput(get);
  const { list, rows, arrived, showArrived } = useFreshList({
    query: trpc.session.list.queryOptions(input, { trpc: whileShown }),
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
      <TablePage
        list={list}
        over={<Arrived count={arrived} one="session" many="sessions" onShow={showArrived} />}
        caption="AI sessions"
        columns={columns}
        rows={rows}
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
        below={<BulkBar later={sessionBulk} selection={selection} shown={rows ?? []} />}
      />
    </>
  );
}

function keyOf({ id = '' }: AISessionInfo): string {
  return id;
}

function labelOf({ id = '', purpose }: AISessionInfo): string {
  return purpose ?? `session ${id.slice(-6)}`;
}
