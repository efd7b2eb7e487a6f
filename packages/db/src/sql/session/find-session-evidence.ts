import { Prisma } from '../../generated/prisma/client.ts';
import { int, json, nullable } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { EVENT_PROOF, type EventProof, jsonInstant } from '../audit/event-proof.ts';
import { RUN_LOG } from '../run/run-log.ts';

/** A session in evidence of it. */
interface EvidentSession {
  readonly id: string;
  readonly accountId?: string;
  readonly accountName?: string;
  readonly purpose?: string;
  readonly state: string;
  readonly version: number;
  readonly discarded: boolean;
  readonly createdBy: string;
  readonly dateCreated: string;
}

/** An action in evidence of its session. */
interface EvidentAction {
  readonly id: string;
  readonly functionName: string;
  readonly arguments: string;
  readonly description?: string;
  readonly createdBy: string;
  readonly dateCreated: string;
  readonly state: string;
  readonly reason?: string;
  readonly judgedBy?: string;
  readonly dateJudged?: string;
  readonly acceptedByUserId?: string;
  readonly acceptedAs?: string;
  readonly acceptedFunction?: string;
  readonly title?: string;
  readonly outcome?: string;
  readonly earlierVersions: string;
}

/** A run in evidence of its session. */
interface EvidentRun {
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly startedBy: string;
  readonly startedWay?: string;
  readonly dateStarted: string;
  readonly dateEnded?: string;
  readonly reviewed: boolean;
  readonly reviewTag?: string;
  readonly log: string;
  readonly steps: readonly EvidentStep[];
}

interface EvidentStep {
  readonly key: string;
  readonly functionName: string;
  readonly functionVersion: number;
  readonly valuesDigest?: string;
  readonly state: string;
  readonly attempts: number;
  readonly status?: number;
  readonly answer?: string;
  readonly outcome?: string;
  readonly dateStarted?: string;
  readonly dateEnded?: string;
}

/** Longest time before the first event of a session that somebody may have signed in at. */
const SIGNED_IN_BEFORE = Prisma.sql`interval '31 days'`;

/**
 * Reads whatever evidence of a session has, as it was at one moment: the session, discarded or not, its actions, runs and
 * events, and the sign-ins of browsers by those who did something there, from a while before it.
 */
export const selectSessionEvidence = (sessionId: string) =>
  statement(
    {
      session: json<EvidentSession>(),
      actions: json<readonly EvidentAction[]>(),
      runs: json<readonly EvidentRun[]>(),
      events: json<readonly EventProof[]>(),
      signIns: json<readonly EventProof[]>(),
      lastNumber: nullable(int),
    },
    Prisma.sql`
      WITH happened AS MATERIALIZED (
          SELECT * FROM audit_event
          WHERE entity_type = 'AISession' AND entity_id = ${sessionId} AND digest IS NOT NULL),
        doers AS (
          SELECT user_id, min(date_created) - ${SIGNED_IN_BEFORE} AS since, max(date_created) AS until
          FROM happened WHERE way = 'browserSession' AND user_id IS NOT NULL GROUP BY user_id)
      SELECT json_strip_nulls(json_build_object('id', s.id, 'accountId', s.account_id,
          'accountName', (SELECT a.name FROM account a WHERE a.id = s.account_id), 'purpose', s.purpose,
          'state', s.state, 'version', s.version, 'discarded', s.discarded, 'createdBy', s.created_by,
          'dateCreated', ${jsonInstant(Prisma.sql`s.date_created`)})) AS session,
        coalesce((SELECT json_agg(json_strip_nulls(json_build_object('id', a.id, 'functionName', a.function_name,
            'arguments', a.arguments, 'description', a.description, 'createdBy', a.created_by,
            'dateCreated', ${jsonInstant(Prisma.sql`a.date_created`)}, 'state', a.state, 'reason', a.reason,
            'judgedBy', a.judged_by, 'dateJudged', ${jsonInstant(Prisma.sql`a.date_judged`)},
            'acceptedByUserId', a.accepted_by_user_id, 'acceptedAs', a.accepted_as,
            'acceptedFunction', a.accepted_function, 'title', a.title, 'outcome', a.outcome,
            'earlierVersions', a.earlier_versions::text)) ORDER BY a.position)
          FROM ai_session_action a WHERE a.session_id = s.id), '[]') AS actions,
        coalesce((SELECT json_agg(json_strip_nulls(json_build_object('id', r.id, 'number', r.number, 'state', r.state,
            'startedBy', r.started_by, 'startedWay', r.actor->>'way',
            'dateStarted', ${jsonInstant(Prisma.sql`r.date_started`)},
            'dateEnded', ${jsonInstant(Prisma.sql`r.date_ended`)}, 'reviewed', r.reviewed, 'reviewTag', r.review_tag, 'log', ${RUN_LOG},
            'steps', coalesce((SELECT json_agg(json_strip_nulls(json_build_object('key', x.action_id,
                'functionName', x.function_name, 'functionVersion', x.function_version, 'valuesDigest', x.values_hash,
                'state', x.state, 'attempts', x.attempts, 'status', x.status, 'answer', x.answer,
                'outcome', x.outcome, 'dateStarted', ${jsonInstant(Prisma.sql`x.date_started`)},
                'dateEnded', ${jsonInstant(Prisma.sql`x.date_ended`)})) ORDER BY x.position)
              FROM ai_session_run_step x WHERE x.run_id = r.id), '[]'))) ORDER BY r.number)
          FROM ai_session_run r WHERE r.session_id = s.id), '[]') AS runs,
        coalesce((SELECT json_agg(${EVENT_PROOF} ORDER BY e.chain_number) FROM happened e), '[]') AS events,
        coalesce((SELECT json_agg(${EVENT_PROOF} ORDER BY e.id)
          FROM doers d JOIN audit_event e ON e.user_id = d.user_id AND e.date_created BETWEEN d.since AND d.until
          WHERE e.entity_type = 'BrowserSession' AND e.way IN ('password', 'oidc') AND e.digest IS NOT NULL), '[]') AS "signIns",
        (SELECT c.number FROM audit_chain c WHERE c.entity_type = 'AISession' AND c.entity_id = s.id) AS "lastNumber"
      FROM ai_session s WHERE s.id = ${sessionId}`,
  );
