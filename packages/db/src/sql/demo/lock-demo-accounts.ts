import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Keeps the demo accounts as they are until the end of the transaction: nobody opens anything on them meanwhile. */
export const lockDemoAccounts = () =>
  statement(
    { id: text },
    Prisma.sql`
      SELECT a.id FROM account a
      WHERE a.id IN (SELECT id FROM ai_demo_record WHERE kind = 'Account')
      ORDER BY a.id FOR UPDATE`,
  );
