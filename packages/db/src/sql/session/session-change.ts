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

/**
 * The same for sessions `s` of a statement that changes several, whose `given` rows have the accounts of their callers and
 * the versions that they have read, or null for all.
 */
export function isAsGiven(id: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`s.id = ${id} AND NOT s.discarded
    AND (given.scope IS NULL OR s.account_id = ANY(given.scope))
    AND (given.versions IS NULL OR s.version = ANY(given.versions))`;
}
