import type { ActionState, AISessionActionInfo } from '@ai-sessions/contract';
import type { AccountScope } from '../../access/account-scope.ts';
import { type AIFunction, type AISessionAction, Prisma } from '../../generated/prisma/client.ts';
import { json, nullable, text } from '../../statement/column.ts';
import { allOf, isInScope, normal } from '../../statement/conditions.ts';
import type { JsonRow } from '../../statement/json-row.ts';
import { statement } from '../../statement/statement.ts';
import { RUN_LOG } from '../run/run-log.ts';
import { SELECT_SESSION, SESSION_COLUMNS, SESSION_WITH_ACCOUNT } from './columns.ts';

/** A row of actions as PostgreSQL turns it into JSON. */
export type ActionRow = Omit<JsonRow<AISessionAction>, 'state' | 'earlier_versions'> & {
  readonly state: ActionState;
  readonly earlier_versions: NonNullable<AISessionActionInfo['earlierVersions']>;
};

const WHOLE_SESSION_COLUMNS = {
  ...SESSION_COLUMNS,
  actions: nullable(json<readonly ActionRow[]>()),
  functions: nullable(json<readonly JsonRow<AIFunction>[]>()),
  log: nullable(text),
};

/** Whoever may not see a function in the catalogue must not learn of it from an action that names it. */
function isFunctionSeen(scope: AccountScope): Prisma.Sql {
  if (scope === 'all') return Prisma.sql`true`;
  return Prisma.sql`(f.account_ids = '{}' OR f.account_ids && ${[...scope]}::text[])`;
}

/**
 * Reads a session with its actions, their functions as far as the caller may see them, and the log of its latest run,
 * all in one statement, so that they belong together.
 */
export const selectWholeSession = (scope: AccountScope, id: string) =>
  statement(
    WHOLE_SESSION_COLUMNS,
    Prisma.sql`
      SELECT ${SELECT_SESSION},
        (SELECT json_agg(x ORDER BY x.position) FROM ai_session_action x WHERE x.session_id = s.id) AS actions,
        (SELECT json_agg(f ORDER BY f.id) FROM ai_function f
          WHERE ${isFunctionSeen(scope)} AND ${normal(Prisma.sql`f.name`)} IN (
            SELECT ${normal(Prisma.sql`x.function_name`)} FROM ai_session_action x WHERE x.session_id = s.id)) AS functions,
        (SELECT ${RUN_LOG} FROM ai_session_run r WHERE r.session_id = s.id ORDER BY r.number DESC LIMIT 1) AS log
      FROM ${SESSION_WITH_ACCOUNT}
      WHERE s.id = ${id} AND NOT s.discarded AND ${allOf(isInScope(Prisma.sql`s.account_id`, scope))}`,
  );
