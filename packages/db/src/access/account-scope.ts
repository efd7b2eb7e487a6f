/**
 * The accounts that a caller may work on: all of them, or those with the ids. Every function that reads or changes
 * what belongs to accounts takes one, so that no statement can forget it.
 */
export type AccountScope = 'all' | readonly string[];

/** Whether an account is in the scope. */
export function isWithin(scope: AccountScope, accountId: string): boolean {
  return scope === 'all' || scope.includes(accountId);
}
