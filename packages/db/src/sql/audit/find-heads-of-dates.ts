import { Prisma } from '../../generated/prisma/client.ts';
import { int } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Finds the heads that may cover events of these dates. */
export const selectHeadsOfDates = (dates: readonly string[]) =>
  statement(
    { number: int },
    Prisma.sql`
      SELECT DISTINCT h.number FROM unnest(${[...dates]}::timestamptz[]) AS d (date)
        JOIN audit_head h ON tstzrange(h.date_first, h.date_last, '[]') @> d.date
      ORDER BY h.number`,
  );
