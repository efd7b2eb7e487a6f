'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { AccountPicker } from '../../../components/account-picker.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Pager } from '../../../desk/pager.tsx';
import { SearchBox } from '../../../desk/search-box.tsx';
import { Table } from '../../../desk/table.tsx';
import { useUrlState } from '../../../desk/use-url-state.ts';
import { useTRPC } from '../../../trpc/client.ts';
import { columns } from './columns.tsx';

/** Sessions, newest first, with their filters. */
export function SessionList() {
  const trpc = useTRPC();
  const { get, change } = useUrlState();
  const accountId = get('account');
  const text = get('text');
  const cursor = get('cursor');
  const sessions = useQuery(
    trpc.session.list.queryOptions(
      { accountIds: accountId ? [accountId] : undefined, text, cursor, simplifiedPaging: true },
      { placeholderData: keepPreviousData },
    ),
  );
  const filtered = accountId !== undefined || text !== undefined;

  return (
    <>
      <div className="mb-4 flex flex-wrap gap-2">
        <SearchBox label="Search in purpose" />
        <AccountPicker
          className="w-full sm:w-64"
          value={accountId}
          none="All accounts"
          onChange={(account) => change({ account, cursor: undefined })}
        />
      </div>
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
              filtered ? 'No session matches these filters.' : 'There is no session yet. Open the first one.'
            }
          />
          <Pager nextCursor={sessions.data?.nextCursor} />
        </>
      )}
    </>
  );
}
