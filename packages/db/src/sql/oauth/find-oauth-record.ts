import { Prisma } from '../../generated/prisma/client.ts';
import { instant, int, json, nullable } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Finds a record of the authorization server that has not expired. */
export const selectOAuthRecord = (kind: string, idHash: Uint8Array<ArrayBuffer>) =>
  statement(
    { payload: json<unknown>('jsonb'), dateUsed: nullable(instant), secondsSinceUse: nullable(int) },
    Prisma.sql`
      SELECT payload, date_used AS "dateUsed",
        floor(extract(epoch FROM now() - date_used))::int AS "secondsSinceUse"
      FROM oauth_record
      WHERE kind = ${kind} AND id_hash = ${idHash} AND date_expires > now()`,
  );
