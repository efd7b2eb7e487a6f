import { Prisma } from '../../generated/prisma/client.ts';
import { statement } from '../../statement/statement.ts';

/** Keeps others from adding or removing demo data until the end of the transaction. */
export const lockDemoData = () =>
  statement({}, Prisma.sql`LOCK TABLE ai_demo_record IN SHARE ROW EXCLUSIVE MODE`);
