import { Prisma } from '../../generated/prisma/client.ts';
import { int } from '../../statement/column.ts';
import { directly, statement } from '../../statement/statement.ts';
import { SELECT_FEW_SESSIONS, SESSION_COLUMNS } from './columns.ts';

/**
 * Reads sessions of any accounts without their parts, and the version of the catalogue of functions at that moment.
 */
export const selectSessions = (ids: readonly string[]) =>
  directly(
    statement(
      { ...SESSION_COLUMNS, catalogueVersion: int },
      Prisma.sql`
        SELECT ${SELECT_FEW_SESSIONS}, (SELECT c.version FROM ai_catalogue c) AS "catalogueVersion"
        FROM ai_session s WHERE s.id = ANY(${[...ids]}::text[]) AND NOT s.discarded`,
    ),
  );
