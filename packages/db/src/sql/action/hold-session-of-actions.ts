import type { AccountScope } from '../../access/account-scope.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { type ActionChange, heldSession } from './held-session.ts';

/**
 * Waits for a session whose actions are to be changed and holds it until the end of the transaction: the statements that
 * follow see all of its actions as they are.
 */
export const holdSessionOfActions = (
  scope: AccountScope,
  change: Pick<ActionChange, 'sessionId' | 'versions'>,
) => statement({ id: text }, Prisma.sql`WITH ${heldSession(scope, change)} SELECT id FROM held`);
