import type { ActionState } from '@ai-sessions/contract';
import { type Actor, auditText, SILENTLY } from './actor.ts';
import { type Sql, sqlStateOf, UNIQUE_VIOLATION } from './statement.ts';

/** Name of the job that carries a run out. */
export const APPLY_JOB = 'apply_session';

/** How long a process that carries out a run counts as alive after it last said so. */
const HOLD = "interval '5 seconds'";

/** What a run does with one action, and what its reviewer had read. */
export interface PlannedStep {
  readonly actionId: string;
  readonly functionName: string;
  readonly functionVersion: number;
  readonly valuesHash: string | undefined;
  readonly title: string;
}

/** What a run is started with. */
export interface NewRun {
  readonly sessionId: string;
  /** Version of the session that the plan was made from. */
  readonly version: number;
  readonly steps: readonly PlannedStep[];
  readonly reviewed: boolean;
  readonly continueAfterFailure: boolean;
  readonly by: Actor;
}

/**
 * Puts a run in the queue again; also the way to take it from a process that is gone. One that waits there already
 * keeps its place: else those that have waited longest would be overtaken for ever.
 */
const ENQUEUE = `graphile_worker.add_job('${APPLY_JOB}', json_build_object('runId', id), max_attempts := 1,
  job_key := 'run:' || id, job_key_mode := 'preserve_run_at')`;

/** The line of a log: the instant, then what happened. */
const LINE = (text: string) =>
  `to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || ' ' || ${text} || E'\\n'`;

/**
 * Starts a run: its plan and the job that carries it out are committed together. Runs inside a transaction.
 *
 * @returns the id of the run, `moved` when the session is not in that version any more, `running` when another run is
 * under way.
 */
export async function startRun(sql: Sql, run: NewRun): Promise<string | 'moved' | 'running'> {
  const { sessionId, steps, by } = run;
  const held = await sql.rows<{ running: boolean }>({
    name: 'ai-session-run-hold',
    text: `SELECT state = 'Applying' AS running FROM ai_session WHERE id = $1 AND version = $2 AND NOT discarded FOR NO KEY UPDATE`,
    values: [sessionId, run.version],
  });
  if (held.length === 0) return 'moved';
  if (held[0]?.running) return 'running';
  try {
    const [started] = await sql.rows<{ id: string }>({
      name: 'ai-session-run-start',
      text: `WITH started AS (
               INSERT INTO ai_session_run (session_id, number, started_by, actor, reviewed, continue_after_failure, log)
               SELECT $1, n, $2, $3::jsonb, $4, $5, ${LINE("'Run ' || n || ' started by ' || $2 || ': ' || $6")}
               FROM audit_as($3), (SELECT coalesce(max(number), 0) + 1 AS n FROM ai_session_run WHERE session_id = $1) AS next
               RETURNING id),
             planned AS (
               INSERT INTO ai_session_run_step (run_id, action_id, position, function_name, function_version, values_hash)
               SELECT started.id, p.* FROM started, unnest($7::text[], $8::int[], $9::text[], $10::int[], $11::text[]) AS p),
             titled AS (UPDATE ai_session_action a SET title = p.title
               FROM unnest($7::text[], $12::text[]) AS p (id, title) WHERE a.id = p.id)
             SELECT id, ${ENQUEUE} FROM started`,
      values: [
        sessionId,
        by.userName,
        auditText(by),
        run.reviewed,
        run.continueAfterFailure,
        `${steps.length} ${steps.length === 1 ? 'action' : 'actions'}${run.reviewed ? ', as reviewed' : ''}.`,
        steps.map(({ actionId }) => actionId),
        steps.map((_, index) => index),
        steps.map(({ functionName }) => functionName),
        steps.map(({ functionVersion }) => functionVersion),
        steps.map(({ valuesHash }) => valuesHash ?? null),
        steps.map(({ title }) => title),
      ],
    });
    if (!started) throw new Error('PostgreSQL returned no row for an insert.');
    return started.id;
  } catch (error) {
    if (sqlStateOf(error) === UNIQUE_VIOLATION) return 'running';
    throw error;
  }
}

/** A step as the process that carries it out sees it. */
export interface ClaimedStep {
  readonly actionId: string;
  readonly functionName: string;
  readonly functionVersion: number;
  readonly valuesHash: string | null;
  readonly state: ActionState;
  readonly attempts: number;
}

/** A run that a process has taken. */
export interface ClaimedRun {
  readonly id: string;
  readonly sessionId: string;
  readonly number: number;
  readonly continueAfterFailure: boolean;
  /** Who answers for what it changes. */
  readonly actor: Actor;
  /** In order. */
  readonly steps: readonly ClaimedStep[];
}

/** Takes a run that no living process holds; `undefined` when there is none to be had. */
export async function claimRun(sql: Sql, runId: string, holder: string): Promise<ClaimedRun | undefined> {
  const [row] = await sql.rows<{
    id: string;
    session_id: string;
    number: number;
    continue_after_failure: boolean;
    actor: Actor;
    steps: ClaimedStep[] | null;
  }>({
    name: 'ai-session-run-claim',
    text: `UPDATE ai_session_run r SET holder = $2, held_until = clock_timestamp() + ${HOLD}
           WHERE id = $1 AND state = 'Running' AND (holder IS NULL OR held_until < clock_timestamp())
           RETURNING id, session_id, number, continue_after_failure, actor, (SELECT json_agg(json_build_object(
             'actionId', s.action_id, 'functionName', s.function_name, 'functionVersion', s.function_version,
             'valuesHash', s.values_hash, 'state', s.state, 'attempts', s.attempts) ORDER BY s.position)
             FROM ai_session_run_step s WHERE s.run_id = r.id) AS steps`,
    values: [runId, holder],
  });
  return (
    row && {
      id: row.id,
      sessionId: row.session_id,
      number: row.number,
      continueAfterFailure: row.continue_after_failure,
      actor: row.actor,
      steps: row.steps ?? [],
    }
  );
}

/** Whether a run may make its next call, and if not, why. */
export type Leave = { readonly granted: true } | { readonly granted: false; readonly reason: string };

/** Says that the process of a run lives; `false` when the run is no longer its own. */
export async function keepRun(sql: Sql, runId: string, holder: string): Promise<boolean> {
  const rows = await sql.rows({
    name: 'ai-session-run-keep',
    text: `UPDATE ai_session_run SET held_until = clock_timestamp() + ${HOLD}
           WHERE id = $1 AND holder = $2 AND state = 'Running' RETURNING 1`,
    values: [runId, holder],
  });
  return rows.length > 0;
}

/** Gives a run back unfinished, for another process to go on with at once. */
export async function yieldRun(sql: Sql, runId: string, holder: string): Promise<void> {
  await sql.rows({
    text: `WITH given AS (UPDATE ai_session_run SET holder = NULL, held_until = NULL
             WHERE id = $1 AND holder = $2 AND state = 'Running' RETURNING id)
           SELECT ${ENQUEUE} FROM given`,
    values: [runId, holder],
  });
}

/** Puts the runs in the queue whose process is gone; how many. */
export async function requeueLostRuns(sql: Sql): Promise<number> {
  const rows = await sql.rows({
    name: 'ai-session-run-requeue',
    text: `WITH lost AS (SELECT id FROM ai_session_run WHERE state = 'Running'
             AND coalesce(held_until, date_started + ${HOLD}) < clock_timestamp() FOR UPDATE SKIP LOCKED)
           SELECT ${ENQUEUE} FROM lost`,
    values: [],
  });
  return rows.length;
}

/** Names a step of a run that a process holds. */
export interface StepKey {
  readonly runId: string;
  readonly holder: string;
  readonly actionId: string;
}

/**
 * Commits the intent to call: from here on the call may have been made. The same statement sees to it that the run is
 * still ours, and that nobody has stopped it, discarded the session or stopped all applying. It locks what it looks
 * at: a statement that had to wait would see the session and the switch as they were before.
 */
export async function beginCall(
  sql: Sql,
  { runId, holder, actionId }: StepKey,
  line: string,
): Promise<Leave> {
  const [row] = await sql.rows<{ begun: boolean; reason: string | null }>({
    name: 'ai-session-run-begin-call',
    text: `WITH leave AS (
             SELECT r.id, CASE
               WHEN r.holder IS DISTINCT FROM $2 OR r.state <> 'Running' THEN 'lost'
               WHEN r.stop_reason IS NOT NULL THEN r.stop_reason
               WHEN s.discarded THEN 'the session was discarded'
               WHEN p.stopped THEN 'all applying is stopped' END AS reason
             FROM ai_session_run r JOIN ai_session s ON s.id = r.session_id, ai_applying p WHERE r.id = $1
             FOR NO KEY UPDATE OF r, s FOR SHARE OF p),
           begun AS (
             UPDATE ai_session_run_step SET state = 'Running', attempts = attempts + 1,
               date_started = coalesce(date_started, clock_timestamp())
             FROM leave WHERE leave.reason IS NULL AND run_id = leave.id AND action_id = $3 RETURNING action_id),
           marked AS (UPDATE ai_session_action a SET state = 'Running', outcome = NULL
             FROM begun, audit_as($5) WHERE a.id = begun.action_id),
           logged AS (UPDATE ai_session_run SET log = log || ${LINE('$4')} WHERE id = $1 AND EXISTS (SELECT FROM begun))
           SELECT EXISTS (SELECT FROM begun) AS begun, (SELECT reason FROM leave) AS reason`,
    values: [runId, holder, actionId, line, SILENTLY],
  });
  return row?.begun ? { granted: true } : { granted: false, reason: row?.reason ?? 'lost' };
}

/** What came of a step. */
export interface StepOutcome {
  readonly state: ActionState;
  /** One sentence. */
  readonly outcome: string;
  readonly status?: number;
  /** Beginning of the answer. */
  readonly answer?: string;
  readonly durationMs?: number;
  /** Whether the call may have taken effect although it is told as a failure. What is in doubt may have in any case. */
  readonly mayHaveTakenEffect?: boolean;
  /** Line of the log. */
  readonly line: string;
}

/**
 * Commits the outcome of a step, as long as the run is ours; `false` when it no longer is. It may be said again when
 * the answer of the database was lost.
 */
export async function endCall(
  sql: Sql,
  { runId, holder, actionId }: StepKey,
  result: StepOutcome,
): Promise<boolean> {
  const rows = await sql.rows({
    name: 'ai-session-run-end-call',
    text: `WITH run AS (UPDATE ai_session_run
             SET log = CASE WHEN right(log, length($9) + 2) = ' ' || $9 || E'\\n' THEN log ELSE log || ${LINE('$9')} END
             WHERE id = $1 AND holder = $2 AND state = 'Running' RETURNING id),
           ended AS (
             UPDATE ai_session_run_step SET state = $4, outcome = $5, status = $6, answer = $7, duration_ms = $8,
               date_ended = CASE WHEN $4 IN ('Queued', 'Running') THEN NULL ELSE clock_timestamp() END
             FROM run WHERE run_id = run.id AND action_id = $3 RETURNING action_id),
           marked AS (UPDATE ai_session_action a SET outcome = $5,
               state = CASE WHEN $4 <> 'Queued' THEN $4 WHEN a.accepted THEN 'Accepted' ELSE 'Queued' END,
               reason = CASE $4 WHEN 'Returned' THEN $5 ELSE a.reason END,
               may_have_taken_effect = $4 <> 'Applied' AND (a.may_have_taken_effect OR $11),
               repeat_accepted = a.repeat_accepted AND $4 IN ('Queued', 'Running')
             FROM ended, audit_as($10) WHERE a.id = ended.action_id)
           SELECT FROM run`,
    values: [
      runId,
      holder,
      actionId,
      result.state,
      result.outcome,
      result.status ?? null,
      result.answer ?? null,
      result.durationMs ?? null,
      result.line,
      SILENTLY,
      result.mayHaveTakenEffect ?? result.state === 'InDoubt',
    ],
  });
  return rows.length > 0;
}

/** How a run ends. */
export type RunEnd = 'Applied' | 'PartlyApplied' | 'Failed' | 'InDoubt' | 'Stopped';

/** Ends a run, as long as it is ours. */
export async function endRun(
  sql: Sql,
  { runId, holder }: Omit<StepKey, 'actionId'>,
  state: RunEnd,
  line: string,
): Promise<void> {
  await sql.rows({
    name: 'ai-session-run-end',
    text: `UPDATE ai_session_run SET state = $3, date_ended = clock_timestamp(), holder = NULL, held_until = NULL,
             log = log || ${LINE('$4')}
           FROM audit_as($5) WHERE id = $1 AND holder = $2 AND state = 'Running'`,
    values: [runId, holder, state, line, SILENTLY],
  });
}

/** Asks a run to stop after the call under way; `false` when it is not running. */
export async function stopRun(
  sql: Sql,
  target: { readonly runId: string; readonly by: Actor },
): Promise<boolean> {
  const rows = await sql.rows({
    text: `UPDATE ai_session_run SET stop_reason = 'stopped by ' || $2::text FROM audit_as($3)
           WHERE id = $1 AND state = 'Running' AND stop_reason IS NULL RETURNING 1`,
    values: [target.runId, target.by.userName, auditText(target.by)],
  });
  return rows.length > 0;
}
