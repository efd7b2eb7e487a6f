import { type Actor, SILENTLY } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { int } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { changesOf, eventsWritten } from '../audit/events-of-batch.ts';
import {
  givenFields,
  givenRecord,
  SESSION_COLUMNS,
  type SessionValues,
  storedList,
  TOLD,
} from './columns.ts';

/** A session of several that are opened together. */
export interface SessionToInsert {
  readonly accountId: string | null;
  readonly values: SessionValues;
  readonly by: Actor;
}

/**
 * Inserts several sessions that say the same fields of themselves, with the audit events that triggers write of one; the
 * rows name their positions in the list. Those whose account is not there, or is being changed by others, are left out.
 */
export const insertSessions = (sessions: readonly SessionToInsert[]) => {
  const fields = givenFields(sessions[0]?.values ?? {});
  const requests = JSON.stringify(
    sessions.map(({ accountId, values, by }, position) => ({
      position,
      by,
      account_id: accountId,
      ...givenRecord(values),
    })),
  );
  const columns = fields.map(({ column }) => column);
  return statement(
    { position: int, ...SESSION_COLUMNS },
    Prisma.sql`
      WITH given AS (
        SELECT uuid_v7() AS id, g.*, a.name AS account_name
        FROM audit_as(${SILENTLY}),
          json_to_recordset(${requests}::json) AS g (${Prisma.join([
            Prisma.sql`position int, by jsonb, account_id text`,
            ...fields.map(({ column, type }) => Prisma.sql`${column} ${type}`),
          ])})
          LEFT JOIN LATERAL (
            SELECT name FROM account WHERE id = g.account_id FOR KEY SHARE SKIP LOCKED) AS a ON true
        WHERE g.account_id IS NULL OR a.name IS NOT NULL
      ), later AS (
        INSERT INTO ai_session (${Prisma.join([Prisma.sql`id, account_id, created_by, last_modified_by`, ...columns])})
        SELECT ${Prisma.join([
          Prisma.sql`id, account_id, by->>'userName', by->>'userName'`,
          ...columns,
        ])} FROM given ORDER BY position
        RETURNING ${storedList('ai_session')}
      ), ${eventsWritten(
        'AISession',
        Prisma.sql`SELECT later.id, given.position, given.by, ${changesOf(TOLD, true)} AS changes
          FROM later JOIN given USING (id)`,
        true,
      )}
      SELECT given.position, later.*, given.account_name AS "accountName" FROM later JOIN given USING (id)`,
  );
};
