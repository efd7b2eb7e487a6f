import { Prisma } from '../../generated/prisma/client.ts';
import { boolean, int } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { LEASE } from '../run/lease.ts';
import { isTest } from '../webhook/is-test.ts';

/** Seconds since an instant; 0 when there is none. A clock that was set back makes nothing younger than new. */
const ageOf = (instant: Prisma.Sql) =>
  Prisma.sql`greatest(coalesce(extract(epoch FROM clock_timestamp() - ${instant}), 0), 0)::int`;

/**
 * What is left to do: each part is counted in an index that has only that, so that it costs as much as there is to do, and
 * not as there is in all. Sessions that wait are counted up to a limit.
 */
export const selectBacklog = (sessionLimit: number) =>
  statement(
    {
      jobsWaiting: int,
      oldestJobAge: int,
      runsRunning: int,
      runsOrphaned: int,
      actionsInDoubt: int,
      sessionsWaiting: int,
      oldestSessionAge: int,
      deliveriesDue: int,
      oldestDeliveryAge: int,
      applyingStopped: boolean,
    },
    Prisma.sql`
      SELECT j.waiting AS "jobsWaiting", ${ageOf(Prisma.sql`j.oldest`)} AS "oldestJobAge",
        r.running AS "runsRunning", r.orphaned AS "runsOrphaned", a.in_doubt AS "actionsInDoubt",
        s.waiting AS "sessionsWaiting", ${ageOf(Prisma.sql`s.oldest`)} AS "oldestSessionAge",
        d.due AS "deliveriesDue", ${ageOf(Prisma.sql`d.oldest`)} AS "oldestDeliveryAge",
        coalesce((SELECT stopped FROM ai_applying), false) AS "applyingStopped"
      FROM (
        SELECT count(*)::int AS waiting, min(run_at) AS oldest FROM graphile_worker.jobs
        WHERE locked_at IS NULL AND attempts < max_attempts AND run_at <= clock_timestamp()) j,
      (
        SELECT count(*)::int AS running,
          count(*) FILTER (WHERE coalesce(held_until, date_started + ${LEASE}) < clock_timestamp())::int AS orphaned
        FROM ai_session_run WHERE state = 'Running') r,
      (SELECT count(*)::int AS in_doubt FROM ai_session_action WHERE state = 'InDoubt') a,
      (
        SELECT count(*)::int AS waiting, min(q.date_created) AS oldest FROM (
          SELECT q.date_created FROM ai_session s CROSS JOIN LATERAL (
            SELECT a.date_created FROM ai_session_action a WHERE a.session_id = s.id AND a.state = 'Queued'
            ORDER BY a.position LIMIT 1) q
          WHERE s.pending_actions > 0 AND NOT s.discarded AND s.state <> 'Applying'
          ORDER BY s.id LIMIT ${sessionLimit}) q) s,
      (
        SELECT count(*)::int AS due, min(d.date_next_attempt) AS oldest
        FROM ai_webhook w JOIN ai_webhook_delivery d ON d.webhook_id = w.id
        WHERE d.state = 'Pending' AND d.date_next_attempt <= clock_timestamp()
          AND (w.enabled OR ${isTest(Prisma.sql`d.event_id`)})) d`,
  );
