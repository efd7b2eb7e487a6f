import type { EntityTag } from '@ai-sessions/contract';
import type { PlannedStep } from '@ai-sessions/db';
import type { DescribedSession } from '../review/describe.ts';
import { seenIn } from '../review/review-tag.ts';
import { runnable } from '../review/verdict.ts';

/**
 * What a run will do, in order. With the tag of a review, each step keeps what its reviewer had seen, to be compared
 * right before its call.
 */
export function planRun({ info, verdicts }: DescribedSession, reviewed?: EntityTag): readonly PlannedStep[] {
  const seen = reviewed ? seenIn(reviewed) : [];
  return runnable(verdicts).flatMap((verdict) => {
    const { action, fn } = verdict;
    if (!fn) return [];
    return [
      {
        actionId: action.id,
        functionName: action.functionName,
        functionVersion: fn.info.version,
        title: info.actions?.[verdicts.indexOf(verdict)]?.title ?? fn.info.title,
        valuesHash: seen[verdicts.indexOf(verdict)],
      },
    ];
  });
}
