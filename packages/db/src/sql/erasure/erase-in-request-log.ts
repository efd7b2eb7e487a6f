import { Prisma } from '../../generated/prisma/client.ts';
import { int, nullable, text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/**
 * Erases where the requests of a user came from, of some of the requests after an id, as `eraseInEvents` does. No name stands
 * in the log of requests.
 */
export const eraseInRequestLog = (userId: string, erased: string, afterId: string, limit: number) =>
  statement(
    { lastId: nullable(text), erased: int },
    Prisma.sql`
      WITH page AS MATERIALIZED (SELECT id FROM request_log WHERE id > ${afterId} ORDER BY id LIMIT ${limit}),
        erased AS (
          UPDATE request_log r SET address = ${erased}
          FROM page WHERE r.id = page.id AND r.user_id = ${userId} AND r.address <> ${erased}
          RETURNING r.id)
      SELECT (SELECT max(id) FROM page) AS "lastId", (SELECT count(*)::int FROM erased) AS erased`,
  );
