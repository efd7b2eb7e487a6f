import type { AccountScope } from '../access/account-scope.ts';
import { Prisma } from '../generated/prisma/client.ts';

/** Conditions that all have to hold. */
export type Conditions = readonly Prisma.Sql[];

/** WHERE with all of the conditions; nothing when there are none. */
export function where(conditions: Conditions): Prisma.Sql {
  return conditions.length > 0 ? Prisma.sql`WHERE ${allOf(conditions)}` : Prisma.empty;
}

/** That all of the conditions hold. */
export function allOf(conditions: Conditions): Prisma.Sql {
  return conditions.length > 0 ? Prisma.join([...conditions], ' AND ') : Prisma.sql`true`;
}

/** That a column is one of the ids, when there are any. */
export function isOneOf(column: Prisma.Sql, ids: readonly string[] | undefined): Conditions {
  return ids && ids.length > 0 ? [isAmong(column, ids)] : [];
}

/** That a column is one of the ids, of which there may be none. One is compared directly, so that an index gives the order. */
export function isAmong(column: Prisma.Sql, ids: readonly string[]): Prisma.Sql {
  return ids.length === 1
    ? Prisma.sql`${column} = ${ids[0]}`
    : Prisma.sql`${column} = ANY(${[...ids]}::text[])`;
}

/** That a column is a given value, when there is one. */
export function equals(column: Prisma.Sql, value: string | undefined): Conditions {
  return value ? [Prisma.sql`${column} = ${value}`] : [];
}

/** That a condition holds, or that it does not, when it is said which. */
export function isTrue(condition: Prisma.Sql, wanted: boolean | undefined): Conditions {
  if (wanted === undefined) return [];
  return [wanted ? condition : Prisma.sql`NOT ${condition}`];
}

/**
 * That the account in a column is in the scope. For all accounts there is no condition at all: one that is sometimes
 * empty would make PostgreSQL plan the statement anew each time, which costs more than running it.
 */
export function isInScope(column: Prisma.Sql, scope: AccountScope): Conditions {
  return scope === 'all' ? [] : [Prisma.sql`${column} = ANY(${[...scope]}::text[])`];
}

/** That a column contains a text, in any case and in any Unicode form. */
export function contains(column: Prisma.Sql, text: string | undefined): Conditions {
  return text ? [Prisma.sql`${normal(column)} ILIKE ${containing(text)}`] : [];
}

/** That an instant is not before `from` and before `until`, both ISO 8601. */
export function isWithin(
  column: Prisma.Sql,
  from: string | undefined,
  until: string | undefined,
): Conditions {
  return [
    ...(from ? [Prisma.sql`${column} >= ${from}::timestamptz`] : []),
    ...(until ? [Prisma.sql`${column} < ${until}::timestamptz`] : []),
  ];
}

/** The text of an expression in the form in which text is compared (NFC). What is stored stays as it was sent. */
export function normal(expression: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`nfc(${expression})`;
}

/** The pattern of ILIKE that matches whatever contains a text, when it is {@link normal}. */
export function containing(text: string): string {
  return `%${text.normalize('NFC').replace(/[\\%_]/g, '\\$&')}%`;
}

/** The versions that a record may have for a change to go through; nothing for any. */
export type Versions = readonly number[] | undefined;

/** That a version is among those that the caller has read, when they said which. */
export function isVersion(column: Prisma.Sql, versions: Versions): Conditions {
  return versions ? [Prisma.sql`${column} = ANY(${[...versions]}::int[])`] : [];
}
