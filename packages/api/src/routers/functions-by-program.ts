import { asksForAcceptance, doesTheSame } from '@ai-sessions/apply';
import { type AIFunctionInfo, AIFunctionRisk, ApiError } from '@ai-sessions/contract';
import { type Db, type FunctionValues, hasOpenActions, type StoredFunction } from '@ai-sessions/db';

// What only a person may accept would otherwise be accepted by whoever holds a key: by letting its function demand less or
// do something else, or by putting another function in its place.

/**
 * Refuses a program that would give a function a name that open actions call already: whatever it demands, the function
 * that they were queued for may have demanded more.
 *
 * @throws ApiError `PersonRequired`
 */
export async function requirePersonToTakeName(db: Db, name: string): Promise<void> {
  if (await hasOpenActions(db, name)) throw personRequired(NAME_CALLED);
}

/**
 * Refuses a program that would make a function demand less, enable it again, or give its name to another one; and of a
 * function whose actions a person has to accept, one that would change what it does or let it touch more accounts.
 *
 * @throws ApiError `PersonRequired`
 */
export async function requirePersonToChange(
  db: Db,
  before: StoredFunction,
  after: FunctionValues,
): Promise<void> {
  const { info } = before;
  const isLess =
    RISKS.indexOf(after.risk) < RISKS.indexOf(info.risk) ||
    isWider(after.judgeIds, info.judgeIds) ||
    (info.needsSecondPerson && !after.needsSecondPerson);
  if (isLess) throw personRequired(LESS);
  if (after.enabled && !info.enabled) throw personRequired(ENABLED);
  const demands = asksForAcceptance(info);
  if (demands && !doesTheSame(before, after)) throw personRequired(OTHER);
  if (demands && isWider(after.accountIds, info.accountIds)) throw personRequired(MORE_ACCOUNTS);
  if (after.name.normalize('NFC') === info.name.normalize('NFC')) return;
  requirePersonToRemove(info);
  await requirePersonToTakeName(db, after.name);
}

/** Whether ids name anybody or anything that others do not; none at all stand for all. */
function isWider(ids: readonly string[], than: readonly string[]): boolean {
  return than.length > 0 && (ids.length === 0 || ids.some((id) => !than.includes(id)));
}

/**
 * Refuses a program that would free the name of a function whose actions a person has to accept.
 *
 * @throws ApiError `PersonRequired`
 */
export function requirePersonToRemove(fn: AIFunctionInfo): void {
  if (asksForAcceptance(fn)) throw personRequired(NAME_FREED);
}

const HOW = 'sign in with your password or in the browser, without any API key.';
const LESS = `Only a person may let a function demand less: ${HOW}`;
const ENABLED = `Only a person may enable a function again: ${HOW}`;
const NAME_FREED = `Only a person may rename or delete a function whose actions a person has to accept, since another could take its place: ${HOW}`;
const NAME_CALLED = `Actions that wait call a function by this name, so only a person may give it to one: ${HOW}`;
const OTHER = `Only a person may change what a function does whose actions a person has to accept: ${HOW}`;
const MORE_ACCOUNTS = `Only a person may let a function touch more accounts whose actions a person has to accept: ${HOW}`;

function personRequired(message: string): ApiError {
  return new ApiError('PersonRequired', { message });
}

/** From least to most. */
const RISKS: readonly string[] = AIFunctionRisk.options;
