import { SILENTLY } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { int } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Removes the demo sessions, but for those that are being applied and those in which somebody has queued an action. */
export const deleteDemoSessions = () =>
  statement(
    { deleted: int },
    Prisma.sql`
      WITH deleted AS (
        DELETE FROM ai_session s USING audit_as(${SILENTLY})
        WHERE s.id IN (SELECT id FROM ai_demo_record WHERE kind = 'AISession') AND s.state <> 'Applying'
          AND NOT EXISTS (
            SELECT FROM ai_session_action a WHERE a.session_id = s.id
              AND NOT EXISTS (SELECT FROM ai_demo_record d WHERE d.id = a.id))
        RETURNING s.id)
      SELECT count(*)::int AS deleted FROM deleted`,
  );
