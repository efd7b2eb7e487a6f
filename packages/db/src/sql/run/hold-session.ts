import { Prisma } from '../../generated/prisma/client.ts';
import { boolean } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Holds a session that is to be applied until the end of the transaction, when it is in that version. */
export const holdSession = (sessionId: string, version: number) =>
  statement(
    { running: boolean },
    Prisma.sql`
      SELECT state = 'Applying' AS running FROM ai_session
      WHERE id = ${sessionId} AND version = ${version} AND NOT discarded
      FOR NO KEY UPDATE`,
  );
