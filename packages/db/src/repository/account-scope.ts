import { Prisma } from '../generated/prisma/client.ts';
import type { Conditions } from './conditions.ts';

/**
 * The accounts that a caller may work on: all of them, or those with the ids. Every function that reads or changes
 * what belongs to accounts takes one, so that no statement can forget it.
 */
export type AccountScope = 'all' | readonly string[];

/** The scope as a value of a statement: an array of ids, or null for all. */
export function scopeValue(scope: AccountScope): string[] | null {
  return scope === 'all' ? null : [...scope];
}

/** The scope as a filter of a model's column; nothing for all. */
export function withinScope(scope: AccountScope): { in: string[] } | undefined {
  return scope === 'all' ? undefined : { in: [...scope] };
}

/** The versions that a record may have for a change to go through; nothing for any. */
export type Versions = readonly number[] | undefined;

/** That a version is among those that the caller has read, when they said which. */
export function isVersion(column: Prisma.Sql, versions: Versions): Conditions {
  return versions ? [Prisma.sql`${column} = ANY(${[...versions]}::int[])`] : [];
}
