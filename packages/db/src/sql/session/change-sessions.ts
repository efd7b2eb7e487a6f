import type { AccountScope } from '../../access/account-scope.ts';
import { SILENTLY } from '../../access/actor.ts';
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
import { isAsGiven, type SessionChange } from './session-change.ts';

/** A change of several that are made together. */
export interface SessionToUpdate extends SessionChange {
  readonly scope: AccountScope;
  readonly values: SessionValues;
}

/**
 * Changes several sessions, each named once and all in the same fields, with the audit events that triggers write of
 * one; the rows name their positions in the list. Those that are not as their changes ask for, or are being changed by
 * others, are left out: nobody waits for one of them.
 */
export const updateSessions = (changes: readonly SessionToUpdate[]) => {
  const fields = givenFields(changes[0]?.values ?? {});
  const requests = JSON.stringify(
    changes.map(({ id, scope, versions, values, by }, position) => ({
      position,
      by,
      id,
      scope: scope === 'all' ? null : scope,
      versions,
      ...givenRecord(values),
    })),
  );
  return statement(
    { position: int, ...SESSION_COLUMNS },
    Prisma.sql`
      WITH given AS (
        SELECT g.* FROM audit_as(${SILENTLY}),
          json_to_recordset(${requests}::json) AS g (${Prisma.join([
            Prisma.sql`position int, by jsonb, id text, scope text[], versions int[]`,
            ...fields.map(({ column, type }) => Prisma.sql`${column} ${type}`),
          ])})
      ), earlier AS (
        SELECT held.* FROM given CROSS JOIN LATERAL (
          SELECT ${storedList('s')} FROM ai_session s
          WHERE ${isAsGiven(Prisma.sql`given.id`)}
          FOR NO KEY UPDATE SKIP LOCKED) AS held
      ), later AS (
        UPDATE ai_session
        SET ${Prisma.join([
          ...fields.map(({ column }) => Prisma.sql`${column} = given.${column}`),
          Prisma.sql`last_modified_by = given.by->>'userName'`,
          Prisma.sql`date_last_modified = now()`,
          Prisma.sql`version = ai_session.version + 1`,
        ])}
        FROM given JOIN earlier USING (id)
        WHERE ai_session.id = given.id
        RETURNING ${storedList('ai_session')},
          (SELECT a.name FROM account a WHERE a.id = ai_session.account_id) AS "accountName"
      ), ${eventsWritten(
        'AISession',
        Prisma.sql`SELECT later.id, given.position, given.by, ${changesOf(TOLD, false)} AS changes
          FROM later JOIN given USING (id) JOIN earlier USING (id)`,
        false,
      )}
      SELECT given.position, later.* FROM later JOIN given USING (id)`,
  );
};
