import { Prisma } from '../../generated/prisma/client.ts';
import { int, text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** A day, and the range of ids of what was made on it. */
export interface DayOfIds {
  readonly day: string;
  readonly leastId: string;
  /** The least id of the day after. */
  readonly endId: string;
}

/**
 * How many sessions were opened on each day. Each is a range of the primary key, which PostgreSQL counts without reading a
 * session.
 */
export const countSessionsByDay = (days: readonly DayOfIds[]) =>
  statement(
    { day: text, sessions: int },
    Prisma.sql`
      SELECT d.day, (SELECT count(*) FROM ai_session s WHERE s.id >= d.least_id AND s.id < d.end_id)::int AS sessions
      FROM unnest(${days.map(({ day }) => day)}::text[], ${days.map(({ leastId }) => leastId)}::text[],
        ${days.map(({ endId }) => endId)}::text[]) AS d(day, least_id, end_id)`,
  );
