import { type Actor, auditText } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { ENQUEUE } from './enqueue.ts';
import { logLine } from './log-line.ts';

/** A run with its plan. */
interface RunToInsert {
  readonly sessionId: string;
  readonly by: Actor;
  readonly reviewed: boolean;
  /** The ETag of what was reviewed. */
  readonly reviewTag: string | null;
  readonly continueAfterFailure: boolean;
  /** What it applies, for its log. */
  readonly summary: string;
  /** One of each a step, in the order of the steps. */
  readonly actionIds: string[];
  readonly functionNames: string[];
  readonly functionVersions: number[];
  readonly valuesHashes: (string | null)[];
  readonly titles: string[];
}

/** Inserts a run, its plan and the job that carries it out. */
export const insertRun = (run: RunToInsert) => {
  const started = logLine(
    Prisma.sql`'Run ' || n || ' started by ' || ${run.by.userName}::text || ': ' || ${run.summary}::text`,
  );
  return statement(
    { id: text, jobId: text },
    Prisma.sql`
      WITH started AS (
          INSERT INTO ai_session_run (session_id, number, started_by, actor, reviewed, review_tag,
            continue_after_failure, log)
          SELECT ${run.sessionId}, n, ${run.by.userName}, ${auditText(run.by)}::jsonb, ${run.reviewed}, ${run.reviewTag},
            ${run.continueAfterFailure}, ${started}
          FROM audit_as(${auditText(run.by)}), (
            SELECT coalesce(max(number), 0) + 1 AS n FROM ai_session_run WHERE session_id = ${run.sessionId}) AS next
          RETURNING id),
        planned AS (
          INSERT INTO ai_session_run_step (run_id, action_id, position, function_name, function_version, values_hash)
          SELECT started.id, p.action_id, p.number - 1, p.function_name, p.function_version, p.values_hash
          FROM started, unnest(${run.actionIds}::text[], ${run.functionNames}::text[],
              ${run.functionVersions}::int[], ${run.valuesHashes}::text[])
            WITH ORDINALITY AS p (action_id, function_name, function_version, values_hash, number)),
        titled AS (
          UPDATE ai_session_action a SET title = p.title
          FROM unnest(${run.actionIds}::text[], ${run.titles}::text[]) AS p (id, title) WHERE a.id = p.id)
      SELECT id, ${ENQUEUE} AS "jobId" FROM started`,
  );
};
