import type { AISessionRunInfo } from '@ai-sessions/contract';
import type { AccountScope } from '../access/account-scope.ts';
import type { Db } from '../db.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { RUN_COLUMNS, type RunRow, SELECT_RUN } from '../sql/run/columns.ts';
import { selectRun } from '../sql/run/find-run.ts';
import type { Complete } from '../statement/json-row.ts';
import { type Listing, NEVER, type PageRequest, type PageResult, readPage } from './page.ts';

const listing: Listing<RunRow, AISessionRunInfo> = {
  columns: RUN_COLUMNS,
  select: SELECT_RUN,
  from: Prisma.sql`ai_session_run r`,
  countFrom: Prisma.sql`ai_session_run r`,
  id: Prisma.sql`r.id`,
  sortable: {
    dateStarted: { expression: Prisma.sql`r.date_started`, type: 'timestamptz' },
    dateEnded: { expression: Prisma.sql`coalesce(r.date_ended, ${NEVER})`, type: 'timestamptz' },
    startedBy: { expression: Prisma.sql`r.started_by`, type: 'text' },
    state: { expression: Prisma.sql`r.state`, type: 'text' },
  },
  item: infoOf,
};

/** A run without its steps. */
function infoOf(row: RunRow): Complete<Omit<AISessionRunInfo, 'steps'>> {
  return {
    id: row.id,
    sessionId: row.sessionId,
    number: row.number,
    state: row.state,
    startedBy: row.startedBy,
    dateStarted: row.dateStarted,
    dateEnded: row.dateEnded ?? undefined,
    reviewed: row.reviewed,
    log: row.log,
  };
}

/** Reads a page of the runs of a session. */
export function listRuns(
  db: Db,
  request: PageRequest & { readonly sessionId: string },
): Promise<PageResult<AISessionRunInfo>> {
  return readPage(db, listing, request, [Prisma.sql`r.session_id = ${request.sessionId}`]);
}

/** Reads a run of a session with its steps; `undefined` when there is none in the scope. */
export async function findRun(
  db: Db,
  scope: AccountScope,
  target: { readonly sessionId: string; readonly runId: string },
): Promise<AISessionRunInfo | undefined> {
  const row = await db.row(selectRun(scope, target));
  return row && { ...infoOf(row), ...(row.steps ? { steps: row.steps } : {}) };
}

/** Whether a run has ended; one that is not there has. */
export async function hasRunEnded(db: Db, runId: string): Promise<boolean> {
  return (await db.prisma.aISessionRun.count({ where: { id: runId, state: 'Running' } })) === 0;
}
