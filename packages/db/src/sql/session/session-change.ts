import type { AccountScope } from '../../access/account-scope.ts';
import type { Actor } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { allOf, isInScope, isVersion, type Versions } from '../../statement/conditions.ts';

/** Names a session, who changes it, and in which versions they may. */
export interface SessionChange {
  readonly id: string;
  readonly by: Actor;
  readonly versions?: Versions;
}

/** That a row of `ai_session` is the one to change, in the scope, and in a version that the caller has read. */
export function isAsRead(scope: AccountScope, change: Pick<SessionChange, 'id' | 'versions'>): Prisma.Sql {
  return allOf([
    Prisma.sql`id = ${change.id}`,
    ...isInScope(Prisma.sql`account_id`, scope),
    ...isVersion(Prisma.sql`version`, change.versions),
  ]);
}
