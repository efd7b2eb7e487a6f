import { Prisma } from '../../generated/prisma/client.ts';

/** The line of a log: the instant, then what happened. */
export function logLine(
  happened: Prisma.Sql,
  instant: Prisma.Sql = Prisma.sql`clock_timestamp()`,
): Prisma.Sql {
  return Prisma.sql`to_char(${instant} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || ' ' || ${happened} || E'\\n'`;
}
