/**
 * The accounts that a caller may work on: all of them, or those with the ids. Every function that reads or changes
 * what belongs to accounts takes one, so that no statement can forget it.
 */
export type AccountScope = 'all' | readonly string[];

/** The scope as a value of a statement: an array of ids, or null for all. */
export function scopeValue(scope: AccountScope): readonly string[] | null {
  return scope === 'all' ? null : scope;
}

/** The versions that a record may have for a change to go through; nothing for any. */
export type Versions = readonly number[] | undefined;

/** A statement that is held to a scope. */
export interface ScopedStatement {
  readonly name: string;
  /**
   * The text; `within` gives the condition that a column is in the scope, `asRead` the one that a version is among
   * those that the caller has read.
   */
  readonly text: (within: (column: string) => string, asRead: (column: string) => string) => string;
  readonly values: readonly unknown[];
}

/**
 * The statement for a scope. For all accounts, or for any version, it has no condition at all: one that is sometimes
 * empty would make PostgreSQL plan the statement anew each time, which costs more than running it.
 */
export function scoped(
  scope: AccountScope,
  { name, text, values }: ScopedStatement,
  versions?: Versions,
): { readonly name: string; readonly text: string; readonly values: readonly unknown[] } {
  const all = [...values];
  let fullName = name;
  let within = (_: string) => 'true';
  let asRead = (_: string) => 'true';
  if (scope !== 'all') {
    const parameter = `$${all.push(scope)}`;
    within = (column) => `${column} = ANY(${parameter}::text[])`;
    fullName += '-within';
  }
  if (versions) {
    const parameter = `$${all.push(versions)}`;
    asRead = (column) => `${column} = ANY(${parameter}::int[])`;
    fullName += '-as-read';
  }
  return { name: fullName, text: text(within, asRead), values: all };
}
