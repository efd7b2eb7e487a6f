import type { AISessionRunInfo } from '@ai-sessions/contract';
import { type AccountScope, scoped } from './account-scope.ts';
import { type Listing, NEVER, type Page, type PageRequest, readPage } from './page.ts';
import type { Sql } from './statement.ts';

interface RunRow {
  id: string;
  session_id: string;
  number: number;
  state: AISessionRunInfo['state'];
  started_by: string;
  date_started: string;
  date_ended: string | null;
  reviewed: boolean;
  log: string;
  steps?: NonNullable<AISessionRunInfo['steps']> | null;
}

const listing: Listing<RunRow, AISessionRunInfo> = {
  columns:
    'r.id, r.session_id, r.number, r.state, r.started_by, r.date_started, r.date_ended, r.reviewed, r.log',
  from: 'ai_session_run r',
  countFrom: 'ai_session_run r',
  id: 'r.id',
  sortable: {
    dateStarted: { expression: 'r.date_started', type: 'timestamptz' },
    dateEnded: { expression: `coalesce(r.date_ended, ${NEVER})`, type: 'timestamptz' },
    startedBy: { expression: 'r.started_by', type: 'text' },
    state: { expression: 'r.state', type: 'text' },
  },
  item: infoOf,
};

function infoOf(row: RunRow): AISessionRunInfo {
  return {
    id: row.id,
    sessionId: row.session_id,
    number: row.number,
    state: row.state,
    startedBy: row.started_by,
    dateStarted: row.date_started,
    dateEnded: row.date_ended ?? undefined,
    reviewed: row.reviewed,
    log: row.log,
    ...(row.steps ? { steps: row.steps } : {}),
  };
}

/** Reads a page of the runs of a session. */
export function listRuns(
  sql: Sql,
  request: PageRequest & { readonly sessionId: string },
): Promise<Page<AISessionRunInfo>> {
  return readPage(sql, listing, request, (conditions) =>
    conditions.add(`r.session_id = ${conditions.value(request.sessionId)}`),
  );
}

/** Reads a run of a session with its steps; `undefined` when there is none in the scope. */
export async function findRun(
  sql: Sql,
  scope: AccountScope,
  target: { readonly sessionId: string; readonly runId: string },
): Promise<AISessionRunInfo | undefined> {
  const instant = (column: string) =>
    `to_char(x.${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  const [row] = await sql.rows<RunRow>(
    scoped(scope, {
      name: 'ai-session-run-find',
      text: (within) => `SELECT ${listing.columns}, (SELECT json_agg(json_strip_nulls(json_build_object(
            'actionId', x.action_id, 'functionName', x.function_name, 'state', x.state, 'attempts', x.attempts,
            'status', x.status, 'answer', x.answer, 'outcome', x.outcome, 'dateStarted', ${instant('date_started')},
            'dateEnded', ${instant('date_ended')}, 'durationMs', x.duration_ms)) ORDER BY x.position)
            FROM ai_session_run_step x WHERE x.run_id = r.id) AS steps
          FROM ${listing.from} JOIN ai_session s ON s.id = r.session_id
          WHERE r.id = $2 AND r.session_id = $1 AND NOT s.discarded AND ${within('s.account_id')}`,
      values: [target.sessionId, target.runId],
    }),
  );
  return row && infoOf(row);
}

/** Whether a run has ended; one that is not there has. */
export async function hasRunEnded(sql: Sql, runId: string): Promise<boolean> {
  const rows = await sql.rows({
    name: 'ai-session-run-is-running',
    text: `SELECT FROM ai_session_run WHERE id = $1 AND state = 'Running'`,
    values: [runId],
  });
  return rows.length === 0;
}
