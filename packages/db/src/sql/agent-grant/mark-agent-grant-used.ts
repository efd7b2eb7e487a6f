import { SILENTLY } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Notes that an agent used its grant, unless that was noted within the last minute. */
export const updateAgentGrantUsed = (id: string) =>
  statement(
    { id: text },
    Prisma.sql`
      UPDATE agent_grant SET date_last_used = now() FROM audit_as(${SILENTLY})
      WHERE id = ${id} AND (date_last_used IS NULL OR date_last_used < now() - interval '1 minute')
      RETURNING id`,
  );
