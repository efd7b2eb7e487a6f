import type { AcquiredStep, EndedStep, StepOutcome, StoredFunction } from '@ai-sessions/db';
import { fillTitle } from '../function/title.ts';
import { visibleLine, visibleText } from '../function/visible-text.ts';
import type { Verdict } from '../review/verdict.ts';

/** What became of a step; `released` when another process is to go on, `lost` when one already does. */
export type StepResult =
  | 'Applied'
  | 'Failed'
  | 'InDoubt'
  | 'Returned'
  | 'released'
  | 'lost'
  | { readonly stopped: string };

export const applied = (outcome: string) => ({ state: 'Applied', outcome }) as const;
export const failed = (outcome: string) => ({ state: 'Failed', outcome }) as const;
export const inDoubt = (outcome: string) => ({ state: 'InDoubt', outcome }) as const;
export const returned = (outcome: string) => ({ state: 'Returned', outcome }) as const;

/** What becomes of a step at which the service itself fails. */
export const BROKE_OFF = 'Something went wrong on our side. It was logged under the id of the action.';

const WORDS: Readonly<Record<StepOutcome['state'], string>> = {
  Queued: 'waits',
  Accepted: 'waits',
  Refused: 'refused',
  Returned: 'returned to review',
  Running: 'waits',
  Applied: 'applied',
  Failed: 'failed',
  InDoubt: 'in doubt',
};

/** The end of a step as it is stored and told in the log, where nothing hides. */
export function endOfStep({ actionId }: AcquiredStep, name: string, outcome: StepOutcome): EndedStep {
  return {
    actionId,
    outcome: { ...outcome, outcome: visibleText(outcome.outcome) },
    line: visibleLine(`${name}: ${WORDS[outcome.state]}. ${outcome.outcome}`),
  };
}

/** What came of a change of our own data, and the line that tells of it, up to the milliseconds that it took. */
export function tookLine(name: string): { readonly outcome: string; readonly line: string } {
  const outcome = 'Changed in ';
  return { outcome, line: `${visibleLine(`${name}: ${WORDS.Applied}.`)} ${outcome}` };
}

/** The line of the log that tells of the beginning of a step. */
export function beginLine(name: string): string {
  return visibleLine(`${name}: begun.`);
}

/** Characters of a title that stand in the log. */
const TITLE_IN_LOG = 300;

/** How the log speaks of an action whose function is known. */
export function nameOf(
  { action, values }: Verdict,
  fn: StoredFunction,
  names: ReadonlyMap<string, string>,
): string {
  const title = fillTitle(fn.info.title, values, names);
  return `Action ${action.id} (${title.length > TITLE_IN_LOG ? `${title.slice(0, TITLE_IN_LOG)}…` : title})`;
}

/** How the log speaks of an action of which no more is known. */
export function bareNameOf({ functionName, actionId }: AcquiredStep): string {
  return `Action ${functionName} ${actionId}`;
}
