import type { ActionState } from '@ai-sessions/contract';
import { stateWords } from '@/components/state-badge.tsx';
import type { ReviewedAction } from './reviewed-action.ts';

/**
 * How a case stands once its reviewer has nothing left to judge: what was accepted is still to be applied, something went
 * wrong or may have, or nothing is left to do.
 */
export type CaseEnding = 'toApply' | 'trouble' | 'finished';

/** How a case has ended for its reviewer; `undefined` while something waits for them. */
export function caseEnding(actions: readonly ReviewedAction[]): CaseEnding | undefined {
  const waits = actions.some(
    ({ state, review }) => state === 'Running' || (state === 'Queued' && (review?.canJudge ?? true)),
  );
  if (waits) return undefined;
  const isTrouble = ({ state, info }: ReviewedAction) =>
    state === 'Failed' || state === 'InDoubt' || info.mayBeDoneTwice === true;
  if (actions.some(isTrouble)) return 'trouble';
  return actions.some(({ state }) => state === 'Accepted') ? 'toApply' : 'finished';
}

const order = [
  'Applied',
  'Accepted',
  'Refused',
  'Returned',
  'Failed',
  'InDoubt',
  'Queued',
] as const satisfies readonly ActionState[];

/** What became of the actions, such as "2 applied, 1 refused". */
export function outcomesInWords(actions: readonly ReviewedAction[]): string {
  const counts = order.flatMap((state) => {
    const count = actions.filter((action) => action.state === state).length;
    return count === 0 ? [] : [`${count} ${stateWords(state).toLowerCase()}`];
  });
  return counts.length === 0 ? 'no action is left' : counts.join(', ');
}
