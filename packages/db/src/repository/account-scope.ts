import { Prisma } from '../generated/prisma/client.ts';
import type { Conditions } from './conditions.ts';

/**
 * The accounts that a caller may work on: all of them, or those with the ids. Every function that reads or changes
 * what belongs to accounts takes one, so that no statement can forget it.
 */
export type AccountScope = 'all' | readonly string[];

/** Whether an account is in the scope. */
export function isWithin(scope: AccountScope, accountId: string): boolean {
  return scope === 'all' || scope.includes(accountId);
}

/** The versions that a record may have for a change to go through; nothing for any. */
export type Versions = readonly number[] | undefined;

/** That a version is among those that the caller has read, when they said which. */
export function isVersion(column: Prisma.Sql, versions: Versions): Conditions {
  return versions ? [Prisma.sql`${column} = ANY(${[...versions]}::int[])`] : [];
}
