import { actionStatesThat, isRevisable } from '@ai-sessions/contract';
import { Prisma } from '../../generated/prisma/client.ts';
import { int } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

const STATES = Prisma.raw(
  actionStatesThat(isRevisable)
    .map((state) => `'${state}'`)
    .join(', '),
);

/** Counts the actions queued with an API key or under a grant that nobody has decided on, up to a number; those of discarded sessions are none. */
export const countOpenActions = (credential: string, upTo: number) =>
  statement(
    { open: int },
    Prisma.sql`
      SELECT count(*)::int AS open FROM (
        SELECT FROM ai_session_action a JOIN ai_session s ON s.id = a.session_id
        WHERE a.created_by_key_id = ${credential} AND a.state IN (${STATES}) AND NOT s.discarded
        LIMIT ${upTo}) AS counted`,
  );
