import { SILENTLY } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { int } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Removes the demo accounts to which nothing refers. */
export const deleteDemoAccounts = () =>
  statement(
    { deleted: int },
    Prisma.sql`
      WITH deleted AS (
        DELETE FROM account a USING audit_as(${SILENTLY})
        WHERE a.id IN (SELECT id FROM ai_demo_record WHERE kind = 'Account')
          AND NOT EXISTS (SELECT FROM ai_session s WHERE s.account_id = a.id)
          AND NOT EXISTS (SELECT FROM ai_usage_entry e WHERE e.account_id = a.id)
          AND NOT EXISTS (SELECT FROM account c WHERE c.parent_account_id = a.id)
          AND NOT EXISTS (SELECT FROM user_account u WHERE a.id = ANY(u.account_ids))
          AND NOT EXISTS (SELECT FROM api_key k WHERE a.id = ANY(k.account_ids))
          AND NOT EXISTS (SELECT FROM agent_grant g WHERE a.id = ANY(g.account_ids))
          AND NOT EXISTS (SELECT FROM ai_function f WHERE a.id = ANY(f.account_ids))
          AND NOT EXISTS (SELECT FROM ai_webhook w WHERE a.id = ANY(w.account_ids))
        RETURNING a.id)
      SELECT count(*)::int AS deleted FROM deleted`,
  );
