import { Prisma } from '../../generated/prisma/client.ts';
import { boolean, int, nullable, text } from '../../statement/column.ts';
import { normal } from '../../statement/conditions.ts';
import { whyStopped } from '../stop/stop-of-actions.ts';
import type { RunKey } from './run-key.ts';

/** What a step was judged by: versions of the session and of the function, and the name of the account. */
export interface Basis {
  readonly version: number;
  readonly functionName: string;
  readonly functionVersion: string | null;
  readonly accountName: string | null;
}

/** What is known of a run when its session is held. */
export const HELD_RUN_COLUMNS = { ours: boolean, reason: nullable(text), version: int, judged: boolean };

/** The columns of a held run `h` after SELECT. */
export const SELECT_HELD_RUN = Prisma.sql`h.ours, h.reason, h.version, h.judged`;

/**
 * CTEs with the run `h`: it, its session and the switch of all applying are locked until the end of the transaction.
 * With an action that is to be carried out, stops of the account and of whoever has proposed it keep it from going on.
 * They tell whether the run is the process's own, why it may not go on, and whether what a step was judged by is still
 * so; without a basis it is. They lock what they look at: a statement that had to wait would see the session and the
 * switch as they were before.
 */
export const heldRun = (
  { runId, holder }: RunKey,
  basis: Basis | null,
  actionId: string | null,
) => Prisma.sql`
  held AS (
    SELECT r.id, s.id AS session_id, r.holder IS NOT DISTINCT FROM ${holder} AND r.state = 'Running' AS ours,
      CASE
        WHEN r.stop_reason IS NOT NULL THEN r.stop_reason
        WHEN s.discarded THEN 'the session was discarded'
        WHEN p.stopped THEN 'all applying is stopped' END AS reason,
      s.version, s.account_id, p.stops
    FROM ai_session_run r JOIN ai_session s ON s.id = r.session_id, ai_applying p
    WHERE r.id = ${runId}
    FOR NO KEY UPDATE OF r, s FOR SHARE OF p),
  h AS (SELECT held.id, held.session_id, held.ours, ${reasonOf(actionId)} AS reason, held.version, held.account_id,
    ${isStillSo(basis)} AS judged FROM held)`;

/** Why the run may not go on. Stops are seldom, and looked for only while there are some. */
function reasonOf(actionId: string | null): Prisma.Sql {
  if (actionId === null) return Prisma.sql`held.reason`;
  const stopped = whyStopped(Prisma.sql`held.account_id`, actionId);
  return Prisma.sql`coalesce(held.reason, CASE WHEN held.stops > 0 THEN ${stopped} END)`;
}

function isStillSo(basis: Basis | null): Prisma.Sql {
  if (!basis) return Prisma.sql`true`;
  return Prisma.sql`(version = ${basis.version}
    AND (SELECT a.name FROM account a WHERE a.id = held.account_id) IS NOT DISTINCT FROM ${basis.accountName}
    AND (SELECT f.id || ' ' || f.version FROM ai_function f
      WHERE ${normal(Prisma.sql`f.name`)} = ${normal(Prisma.sql`${basis.functionName}::text`)})
      IS NOT DISTINCT FROM ${basis.functionVersion})`;
}
