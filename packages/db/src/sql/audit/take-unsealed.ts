import { Prisma } from '../../generated/prisma/client.ts';
import { bytes, instant, text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/**
 * Takes digests of events that no head covers yet. Those of transactions that have not ended are not seen, and are taken
 * another time.
 */
export const takeUnsealed = (limit: number) =>
  statement(
    { eventId: text, dateCreated: instant, digest: bytes },
    Prisma.sql`
      DELETE FROM audit_unsealed
      WHERE ctid = ANY (ARRAY(SELECT ctid FROM audit_unsealed LIMIT ${limit}))
      RETURNING event_id AS "eventId", date_created AS "dateCreated", digest`,
  );
