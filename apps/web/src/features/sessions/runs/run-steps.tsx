import { visibleText } from '@ai-sessions/apply/visible-text';
import type { AISessionRunInfo } from '@ai-sessions/contract';
import { StateBadge } from '@/components/state-badge.tsx';

type Step = NonNullable<AISessionRunInfo['steps']>[number];

/** What became of each action in a run, in order. */
export function RunSteps({ steps }: { steps: readonly Step[] }) {
  return (
    <ol className="divide-y rounded-md border bg-sheet" aria-label="Actions of this run">
      {steps.map((step, index) => (
        <li key={step.actionId} className="flex flex-wrap items-baseline gap-x-2 gap-y-1 px-3 py-2 text-sm">
          <span className="text-muted tabular-nums">{index + 1}.</span>
          <span className="font-mono text-xs break-all">{visibleText(step.functionName)}</span>
          <StateBadge state={step.state} />
          <span className="min-w-0 basis-full text-xs break-words text-muted sm:basis-auto">
            {step.outcome && visibleText(step.outcome)}
            {step.attempts > 1 && ` ${step.attempts} tries.`}
          </span>
        </li>
      ))}
    </ol>
  );
}
