import type { AccountScope } from '../access/account-scope.ts';
import type { Db } from '../db.ts';
import { updateSession } from '../sql/session/change-session.ts';
import type { SessionValues } from '../sql/session/columns.ts';
import type { SessionChange } from '../sql/session/session-change.ts';

/** Changes what is given of a session and reads none of its parts; `false` when there is no such session in the scope. */
export async function changeSessionValues(
  db: Db,
  scope: AccountScope,
  change: SessionChange & { readonly values: SessionValues },
): Promise<boolean> {
  return (await db.row(updateSession(scope, change))) !== undefined;
}
