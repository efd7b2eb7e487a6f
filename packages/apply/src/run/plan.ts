import type { PlannedStep } from '@ai-sessions/db';
import type { DescribedSession } from '../review/describe.ts';
import type { SessionTag } from '../review/tag.ts';
import { runnable } from '../review/verdict.ts';

/**
 * What a run will do, in order. With the tag of a review, each step keeps what its reviewer had seen, to be compared
 * right before its call.
 */
export function planRun({ info, verdicts }: DescribedSession, reviewed?: SessionTag): readonly PlannedStep[] {
  return runnable(verdicts).flatMap((verdict) => {
    const { action, fn } = verdict;
    if (!fn) return [];
    return [
      {
        actionId: action.id,
        functionName: action.functionName,
        functionVersion: fn.info.version,
        title: info.actions?.[verdicts.indexOf(verdict)]?.title ?? fn.info.title,
        valuesHash: reviewed?.values?.[verdicts.indexOf(verdict)],
      },
    ];
  });
}
