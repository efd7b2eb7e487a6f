import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Forgets the demo records that are gone. */
export const forgetDemoRecords = () =>
  statement(
    { id: text },
    Prisma.sql`
      DELETE FROM ai_demo_record d
      WHERE NOT EXISTS (SELECT FROM account a WHERE a.id = d.id)
        AND NOT EXISTS (SELECT FROM ai_session s WHERE s.id = d.id)
        AND NOT EXISTS (SELECT FROM ai_session_action a WHERE a.id = d.id)
      RETURNING d.id`,
  );
