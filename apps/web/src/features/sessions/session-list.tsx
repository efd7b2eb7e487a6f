'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Pager } from '@/components/table/pager.tsx';
import { Table } from '@/components/table/table.tsx';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { useTRPC } from '@/trpc/client.ts';
import { columns } from './columns.tsx';
import { SessionFilters } from './session-filters.tsx';
import { sessionListInput } from './session-list-input.ts';
import { useSessionFilters } from './use-session-filters.ts';

/** Sessions, newest first, with their filters. */
export function SessionList() {
  const trpc = useTRPC();
  const { get } = useUrlState();
  const { isFiltered } = useSessionFilters();
  const sessions = useQuery(
    trpc.session.list.queryOptions(sessionListInput(get), { placeholderData: keepPreviousData }),
  );

  return (
    <>
      <SessionFilters />
      {sessions.isError ? (
        <FailureNotice error={sessions.error} onRetry={() => void sessions.refetch()} />
      ) : (
        <>
          <Table
            caption="AI sessions, newest first"
            columns={columns}
            rows={sessions.data?.items}
            keyOf={({ id }) => id ?? ''}
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
          <Pager nextCursor={sessions.data?.nextCursor} />
        </>
      )}
    </>
  );
}
