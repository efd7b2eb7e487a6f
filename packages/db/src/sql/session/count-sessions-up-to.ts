import { Prisma } from '../../generated/prisma/client.ts';
import { int } from '../../statement/column.ts';
import { type Conditions, where } from '../../statement/conditions.ts';
import { plannedAnew, statement } from '../../statement/statement.ts';

/** Counts the sessions `s` that keep to the conditions, up to so many. */
export const countSessionsUpTo = (conditions: Conditions, limit: number) =>
  plannedAnew(
    statement(
      { sessions: int },
      Prisma.sql`
        SELECT count(*)::int AS sessions
        FROM (SELECT FROM ai_session s ${where(conditions)} LIMIT ${limit}) s`,
    ),
  );
