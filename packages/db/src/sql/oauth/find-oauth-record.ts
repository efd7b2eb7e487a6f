import { Prisma } from '../../generated/prisma/client.ts';
import { instant, json, nullable } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Finds a record of the authorization server that has not expired. */
export const selectOAuthRecord = (kind: string, idHash: Uint8Array<ArrayBuffer>) =>
  statement(
    { payload: json<unknown>('jsonb'), dateUsed: nullable(instant) },
    Prisma.sql`
      SELECT payload, date_used AS "dateUsed" FROM oauth_record
      WHERE kind = ${kind} AND id_hash = ${idHash} AND date_expires > now()`,
  );
