import { type AIRunRow, signInName } from '@ai-sessions/contract';
import type { AccountScope } from '../access/account-scope.ts';
import type { Db } from '../db.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { leastIdFrom } from '../sql/overview/least-id.ts';
import { RUN_ROW_COLUMNS, RUNS, SELECT_RUN_ROW } from '../sql/run/row-columns.ts';
import type { RowOf } from '../statement/column.ts';
import { type Conditions, equals, isInScope, isOneOf, isWithin } from '../statement/conditions.ts';
import type { Complete } from '../statement/json-row.ts';
import { everyRow } from './every-row.ts';
import { type Listing, NEVER, type PageRequest, type PageResult, readPage } from './page.ts';

type Row = RowOf<typeof RUN_ROW_COLUMNS>;

const listing: Listing<Row, AIRunRow> = {
  columns: RUN_ROW_COLUMNS,
  select: SELECT_RUN_ROW,
  from: RUNS,
  countFrom: Prisma.sql`ai_session_run r JOIN ai_session s ON s.id = r.session_id`,
  id: Prisma.sql`r.id`,
  sortable: {
    dateStarted: { expression: Prisma.sql`r.date_started`, type: 'timestamptz' },
    dateEnded: { expression: Prisma.sql`coalesce(r.date_ended, ${NEVER})`, type: 'timestamptz' },
    startedBy: { expression: Prisma.sql`r.started_by`, type: 'text' },
    state: { expression: Prisma.sql`r.state`, type: 'text' },
  },
  item: rowOf,
};

function rowOf(row: Row): Complete<AIRunRow> {
  return {
    ...row,
    purpose: row.purpose ?? undefined,
    accountId: row.accountId ?? undefined,
    accountName: row.accountName ?? undefined,
    dateEnded: row.dateEnded ?? undefined,
    durationMs: row.durationMs ?? undefined,
  };
}

/** What lists of runs are narrowed down by. */
interface RunFilters {
  readonly accountIds?: readonly string[];
  readonly sessionId?: string;
  readonly states?: readonly AIRunRow['state'][];
  readonly startedBy?: string;
  /** ISO 8601, inclusive. */
  readonly startedFrom?: string;
  /** ISO 8601, exclusive. */
  readonly startedUntil?: string;
}

/** Reads a page of the runs of all sessions in the scope that are not discarded. */
export function listAllRuns(
  db: Db,
  scope: AccountScope,
  request: PageRequest & RunFilters,
): Promise<PageResult<AIRunRow>> {
  return readPage(db, listing, request, [
    Prisma.sql`NOT s.discarded`,
    ...isInScope(Prisma.sql`s.account_id`, scope),
    ...isOneOf(Prisma.sql`s.account_id`, request.accountIds),
    ...equals(Prisma.sql`r.session_id`, request.sessionId),
    ...isOneOf(Prisma.sql`r.state`, request.states),
    ...equals(Prisma.sql`r.started_by`, request.startedBy && signInName(request.startedBy)),
    ...isWithin(Prisma.sql`r.date_started`, request.startedFrom, request.startedUntil),
    ...isMadeFrom(request.startedFrom),
  ]);
}

/** How much earlier than its start the id of a run may have been made: by another clock, or in a long transaction. */
const SLACK_MS = 3_600_000;

/** What follows from the start of a run for its id, by which the list is walked: it ends there. */
function isMadeFrom(from: string | undefined): Conditions {
  if (!from) return [];
  const least = new Date(Math.max(0, Date.parse(from) - SLACK_MS));
  return [Prisma.sql`r.id >= ${leastIdFrom(least)}`];
}

/** Reads all matching runs, newest first. */
export function exportRuns(db: Db, scope: AccountScope, filters: RunFilters): AsyncGenerator<AIRunRow> {
  return everyRow((page) => listAllRuns(db, scope, { ...filters, ...page }));
}
