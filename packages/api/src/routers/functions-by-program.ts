import { asksForAcceptance } from '@ai-sessions/apply';
import { type AIFunctionInfo, AIFunctionRisk, ApiError } from '@ai-sessions/contract';
import { type Db, type FunctionValues, hasOpenActions } from '@ai-sessions/db';

// What only a person may accept would otherwise be accepted by whoever holds a key: by letting its function demand less, or
// by putting another function in its place.

type Demanding = Pick<AIFunctionInfo, 'name' | 'risk' | 'judgeIds' | 'needsSecondPerson'>;
type Changed = Pick<FunctionValues, 'name' | 'risk' | 'judgeIds' | 'needsSecondPerson'>;

/**
 * Refuses a program that would add a function under a name that open actions call already.
 *
 * @throws ApiError `PersonRequired`
 */
export async function requirePersonToTakeName(db: Db, { name, ...demands }: Changed): Promise<void> {
  if (asksForAcceptance(demands)) return;
  if (await hasOpenActions(db, name)) throw personRequired(NAME_CALLED);
}

/**
 * Refuses a program that would make a function demand less, or give its name to another one.
 *
 * @throws ApiError `PersonRequired`
 */
export async function requirePersonToChange(db: Db, before: Demanding, after: Changed): Promise<void> {
  const isLess =
    RISKS.indexOf(after.risk) < RISKS.indexOf(before.risk) ||
    (before.judgeIds.length > 0 &&
      (after.judgeIds.length === 0 || after.judgeIds.some((id) => !before.judgeIds.includes(id)))) ||
    (before.needsSecondPerson && !after.needsSecondPerson);
  if (isLess) throw personRequired(LESS);
  if (after.name.normalize('NFC') === before.name.normalize('NFC')) return;
  requirePersonToRemove(before);
  await requirePersonToTakeName(db, after);
}

/**
 * Refuses a program that would free the name of a function whose actions a person has to accept.
 *
 * @throws ApiError `PersonRequired`
 */
export function requirePersonToRemove(fn: Demanding): void {
  if (asksForAcceptance(fn)) throw personRequired(NAME_FREED);
}

const HOW = 'sign in with your password or in the browser, without any API key.';
const LESS = `Only a person may let a function demand less: ${HOW}`;
const NAME_FREED = `Only a person may rename or delete a function whose actions a person has to accept, since another could take its place: ${HOW}`;
const NAME_CALLED = `Actions that wait call a function by this name, so only a person may give it to one whose actions nobody has to accept: ${HOW} Or add it as Dangerous.`;

function personRequired(message: string): ApiError {
  return new ApiError('PersonRequired', { message });
}

/** From least to most. */
const RISKS: readonly string[] = AIFunctionRisk.options;
