import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Keeps the demo sessions as they are until the end of the transaction: nobody queues or applies anything meanwhile. */
export const lockDemoSessions = () =>
  statement(
    { id: text },
    Prisma.sql`
      SELECT s.id FROM ai_session s
      WHERE s.id IN (SELECT id FROM ai_demo_record WHERE kind = 'AISession')
      ORDER BY s.id FOR UPDATE`,
  );
