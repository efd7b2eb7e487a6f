import type { LoggedRequestInfo } from '@ai-sessions/contract';
import Link from 'next/link';
import type { Column } from '@/components/table/column.ts';
import { Badge } from '@/components/ui/badge.tsx';
import { When } from '@/components/ui/when.tsx';

const transports: Readonly<Record<LoggedRequestInfo['transport'], string>> = {
  rest: 'REST',
  trpc: 'tRPC',
  mcp: 'MCP',
};

/** @param tellsWhen Whether no column of its own says when it was. */
function operationColumn(tellsWhen: boolean): Column<LoggedRequestInfo> {
  return {
    id: 'operation',
    head: 'Operation',
    fixed: true,
    cell: ({ operation, transport, date, address }) => (
      <>
        <div className="font-mono text-[0.8125rem] break-all">{operation ?? 'No operation'}</div>
        <div className="mt-0.5 flex flex-wrap gap-x-2 text-xs text-muted">
          <span className={tellsWhen ? undefined : 'md:hidden'}>
            <When instant={date} />
          </span>
          <span>{transports[transport]}</span>
          <span className="break-all">from {address}</span>
        </div>
      </>
    ),
  };
}

const when: Column<LoggedRequestInfo> = {
  id: 'when',
  head: 'When',
  sortField: 'date',
  hiddenBelow: 'md',
  width: 8.5,
  cell: ({ date }) => (
    <span className="text-muted">
      <When instant={date} />
    </span>
  ),
};

const sent: Column<LoggedRequestInfo> = {
  id: 'sent',
  head: 'Bytes sent',
  extra: true,
  width: 8,
  cell: ({ bytesSent }) => <span className="text-muted tabular-nums">{bytesSent.toLocaleString('en')}</span>,
};

const address: Column<LoggedRequestInfo> = {
  id: 'address',
  head: 'Address',
  extra: true,
  width: 9,
  cell: ({ address: from }) => (
    <div className="truncate text-muted" title={from}>
      {from}
    </div>
  ),
};

const outcome: Column<LoggedRequestInfo> = {
  id: 'outcome',
  head: 'Outcome',
  width: 12,
  cell: ({ status, code }) => (
    <div className="flex flex-wrap items-center gap-1 text-xs">
      <Badge tone={toneOf(status)}>{status ?? 'Client left'}</Badge>
      {code && <span className="font-mono break-all">{code}</span>}
    </div>
  ),
};

const caller: Column<LoggedRequestInfo> = {
  id: 'caller',
  head: 'Caller',
  hiddenBelow: 'md',
  width: 14,
  cell: ({ userId, userName, apiKeyId, apiKeyName, agentGrantId }) => (
    <div className="text-xs text-muted">
      {userId === undefined ? (
        'Nobody known'
      ) : (
        <Link
          href={`/admin/users/${userId}`}
          className="block truncate rounded-sm text-ink hover:text-accent hover:underline"
        >
          {userName ?? `User …${userId.slice(-6)}`}
        </Link>
      )}
      {apiKeyId && (
        <Link
          href={`/admin/keys/${apiKeyId}`}
          dir="auto"
          className="block truncate rounded-sm hover:text-accent hover:underline"
        >
          {apiKeyName ?? `Key …${apiKeyId.slice(-6)}`}
        </Link>
      )}
      {agentGrantId && <div>as an agent</div>}
    </div>
  ),
};

const took: Column<LoggedRequestInfo> = {
  id: 'took',
  head: 'Took',
  hiddenBelow: 'md',
  width: 6,
  cell: ({ durationMs }) => (
    <span className="text-muted tabular-nums">{durationMs.toLocaleString('en')} ms</span>
  ),
};

const requestId: Column<LoggedRequestInfo> = {
  id: 'request',
  head: 'Request',
  hiddenBelow: 'lg',
  width: 12,
  cell: ({ requestId: id, date }) => (
    <div className="text-xs">
      <Link
        href={`/admin/requests?request=${encodeURIComponent(id)}`}
        title={id}
        className="block truncate rounded-sm font-mono hover:text-accent hover:underline"
      >
        {id}
      </Link>
      <Link
        href={`/admin/audit?request=${encodeURIComponent(id)}`}
        aria-label={`Events of the request ${id} of ${date}`}
        className="rounded-sm text-muted hover:text-accent hover:underline"
      >
        Events
      </Link>
    </div>
  ),
};

function toneOf(status: number | undefined) {
  if (status === undefined || status >= 500) return 'danger';
  return status >= 400 ? 'warning' : 'plain';
}

/** The columns of the list of all requests. */
export const requestColumns: readonly Column<LoggedRequestInfo>[] = [
  operationColumn(false),
  caller,
  outcome,
  took,
  requestId,
  when,
  address,
  sent,
];

/** The same beside what is known of whoever made them. */
export const recentColumns: readonly Column<LoggedRequestInfo>[] = [
  operationColumn(true),
  outcome,
  { ...took, hiddenBelow: 'xl' },
];
