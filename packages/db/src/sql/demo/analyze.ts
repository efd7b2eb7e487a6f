import { Prisma } from '../../generated/prisma/client.ts';
import { statement } from '../../statement/statement.ts';

/** Has PostgreSQL take stock of accounts and sessions, so that it plans well right after many were added. */
export const analyze = () => statement({}, Prisma.sql`ANALYZE account, ai_session`);
