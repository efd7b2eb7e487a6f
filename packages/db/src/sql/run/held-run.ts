import { Prisma } from '../../generated/prisma/client.ts';
import { normal } from '../../statement/conditions.ts';
import type { RunKey } from './run-key.ts';

/**
 * A run, its session and the switch of all applying, locked until the end of the transaction: whether the run is the
 * process's own, why it may not go on, and what the judgement of an action of that function depends on. It locks what
 * it looks at: a statement that had to wait would see the session and the switch as they were before.
 */
export const heldRun = ({ runId, holder }: RunKey, functionName: string | null) => Prisma.sql`
  SELECT r.id, r.holder IS NOT DISTINCT FROM ${holder} AND r.state = 'Running' AS ours,
    CASE
      WHEN r.stop_reason IS NOT NULL THEN r.stop_reason
      WHEN s.discarded THEN 'the session was discarded'
      WHEN p.stopped THEN 'all applying is stopped' END AS reason,
    s.version,
    (SELECT a.name FROM account a WHERE a.id = s.account_id) AS account_name,
    (SELECT f.id || ' ' || f.version FROM ai_function f
      WHERE ${normal(Prisma.sql`f.name`)} = ${normal(Prisma.sql`${functionName}::text`)}) AS function_version
  FROM ai_session_run r JOIN ai_session s ON s.id = r.session_id, ai_applying p
  WHERE r.id = ${runId}
  FOR NO KEY UPDATE OF r, s FOR SHARE OF p`;
