/**
 * The accounts that a caller may work on: all of them, or those with the ids. Every function that reads or changes
 * what belongs to accounts takes one, so that no statement can forget it.
 */
export type AccountScope = 'all' | readonly string[];

/** The scope as a value of a statement: an array of ids, or null for all. */
export function scopeValue(scope: AccountScope): readonly string[] | null {
  return scope === 'all' ? null : scope;
}

/** The condition that a column is within the scope given as this value: `$4`. */
export function within(column: string, value: string): string {
  return `(${value}::text[] IS NULL OR ${column} = ANY(${value}::text[]))`;
}
