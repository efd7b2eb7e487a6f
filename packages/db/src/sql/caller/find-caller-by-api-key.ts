import { Prisma } from '../../generated/prisma/client.ts';
import { boolean, instant, int, nullable, text, textArray } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { CALLER_COLUMNS, SELECT_CALLER } from './columns.ts';

const API_KEY_COLUMNS = {
  apiKeyId: text,
  kind: text,
  keyRoles: textArray,
  keyAccountIds: textArray,
  dateKeyExpires: nullable(instant),
  callsPerMinute: nullable(int),
  maxOpenProposals: nullable(int),
  keyStopped: boolean,
  keyStopReason: nullable(text),
  unmarked: boolean,
};

/** Finds a user by the id or the hash of a key of theirs that is neither revoked nor expired. */
export const selectCallerByApiKey = (
  key: { readonly id: string } | { readonly hash: Uint8Array<ArrayBuffer> },
) =>
  statement(
    { ...CALLER_COLUMNS, ...API_KEY_COLUMNS },
    Prisma.sql`
      SELECT ${SELECT_CALLER}, k.id AS "apiKeyId", k.kind, k.roles AS "keyRoles", k.account_ids AS "keyAccountIds",
        k.date_expires AS "dateKeyExpires", k.calls_per_minute AS "callsPerMinute",
        k.max_open_proposals AS "maxOpenProposals", k.stopped AS "keyStopped", k.stop_reason AS "keyStopReason",
        (k.date_last_used IS NULL OR k.date_last_used < now() - interval '1 minute') AS unmarked
      FROM api_key k JOIN user_account u ON u.id = k.user_id
      WHERE ${'id' in key ? Prisma.sql`k.id = ${key.id}` : Prisma.sql`k.hash = ${key.hash}`}
        AND k.date_revoked IS NULL AND (k.date_expires IS NULL OR k.date_expires > now())`,
  );
