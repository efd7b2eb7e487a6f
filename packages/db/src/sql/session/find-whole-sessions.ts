import type { ActionState, AISessionActionInfo } from '@ai-sessions/contract';
import { type AIFunction, type AISessionAction, Prisma } from '../../generated/prisma/client.ts';
import { int, json, nullable, text } from '../../statement/column.ts';
import { normal } from '../../statement/conditions.ts';
import type { JsonRow } from '../../statement/json-row.ts';
import { statement } from '../../statement/statement.ts';
import { RUN_LOG } from '../run/run-log.ts';
import { SELECT_FEW_SESSIONS, SESSION_COLUMNS } from './columns.ts';

/** A row of actions as PostgreSQL turns it into JSON. */
export type ActionRow = Omit<JsonRow<AISessionAction>, 'state' | 'earlier_versions'> & {
  readonly state: ActionState;
  readonly earlier_versions: NonNullable<AISessionActionInfo['earlierVersions']>;
};

const WHOLE_SESSION_COLUMNS = {
  ...SESSION_COLUMNS,
  catalogueVersion: int,
  actions: nullable(json<readonly ActionRow[]>()),
  functions: nullable(json<readonly JsonRow<AIFunction>[]>()),
  log: nullable(text),
};

/**
 * Reads sessions of any accounts with their actions, all functions that these name, and the log of their latest runs,
 * all in one statement, so that they belong together.
 */
export const selectWholeSessions = (ids: readonly string[]) =>
  statement(
    WHOLE_SESSION_COLUMNS,
    Prisma.sql`
      SELECT ${SELECT_FEW_SESSIONS}, (SELECT c.version FROM ai_catalogue c) AS "catalogueVersion",
        (SELECT json_agg(x ORDER BY x.position) FROM ai_session_action x WHERE x.session_id = s.id) AS actions,
        (SELECT json_agg(f ORDER BY f.id) FROM ai_function f
          WHERE ${normal(Prisma.sql`f.name`)} IN (
            SELECT ${normal(Prisma.sql`x.function_name`)} FROM ai_session_action x WHERE x.session_id = s.id)) AS functions,
        (SELECT ${RUN_LOG} FROM ai_session_run r WHERE r.session_id = s.id ORDER BY r.number DESC LIMIT 1) AS log
      FROM ai_session s WHERE s.id = ANY(${[...ids]}::text[]) AND NOT s.discarded`,
  );
