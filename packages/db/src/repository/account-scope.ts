/**
 * The accounts that a caller may work on: all of them, or those with the ids. Every function that reads or changes
 * what belongs to accounts takes one, so that no statement can forget it.
 */
export type AccountScope = 'all' | readonly string[];

/** The scope as a value of a statement: an array of ids, or null for all. */
export function scopeValue(scope: AccountScope): readonly string[] | null {
  return scope === 'all' ? null : scope;
}

/** A statement that is held to a scope. */
export interface ScopedStatement {
  readonly name: string;
  /** The text; `within` gives the condition that a column is in the scope. */
  readonly text: (within: (column: string) => string) => string;
  readonly values: readonly unknown[];
}

/**
 * The statement for a scope. For all accounts it has no condition at all: one that is sometimes empty would make
 * PostgreSQL plan the statement anew each time, which costs more than running it.
 */
export function scoped(
  scope: AccountScope,
  { name, text, values }: ScopedStatement,
): { readonly name: string; readonly text: string; readonly values: readonly unknown[] } {
  if (scope === 'all') return { name, text: text(() => 'true'), values };
  const parameter = `$${values.length + 1}`;
  return {
    name: `${name}-within`,
    text: text((column) => `${column} = ANY(${parameter}::text[])`),
    values: [...values, scope],
  };
}
