import { actionStatesThat, isOpen, isRunnable } from '@ai-sessions/contract';
import { Prisma } from '../../generated/prisma/client.ts';
import { boolean } from '../../statement/column.ts';
import { normal } from '../../statement/conditions.ts';
import { statement } from '../../statement/statement.ts';

const STATES = Prisma.raw(
  actionStatesThat((state) => isOpen(state) || isRunnable(state))
    .map((state) => `'${state}'`)
    .join(', '),
);

/** Whether any action that may yet be carried out calls a function by a name, in whichever Unicode form. */
export const anyOpenActionOfFunction = (name: string) =>
  statement(
    { found: boolean },
    Prisma.sql`
      SELECT EXISTS (
        SELECT FROM ai_session_action a
        WHERE a.state IN (${STATES}) AND ${normal(Prisma.sql`a.function_name`)} = ${normal(Prisma.sql`${name}::text`)}) AS found`,
  );
