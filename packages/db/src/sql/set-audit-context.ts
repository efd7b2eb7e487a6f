import { Prisma } from '../generated/prisma/client.ts';
import { instant, text } from '../statement/column.ts';
import { statement } from '../statement/statement.ts';

/** Says who answers for the further changes of a transaction; also when it began, by the clock of the database. */
export const setAuditContext = (context: string) =>
  statement(
    { context: text, now: instant },
    Prisma.sql`SELECT audit_as(${context}) AS context, now()::timestamptz(3) AS now`,
  );
