'use client';

import type { AISessionRunInfo } from '@ai-sessions/contract';
import { useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Code } from '@/components/code.tsx';
import { StateBadge } from '@/components/state-badge.tsx';
import { When } from '@/components/ui/when.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { RunSteps } from './run-steps.tsx';

/** One run: its steps and its log, once it is opened. */
export function RunItem({ run, isLatest }: { run: AISessionRunInfo; isLatest: boolean }) {
  const trpc = useTRPC();
  const [open, setOpen] = useState(isLatest);
  const { id: runId, sessionId, number, state, startedBy, dateStarted, reviewed, log } = run;
  const whole = useQuery(trpc.session.run.queryOptions({ sessionId, runId }, { enabled: open }));
  return (
    <li>
      <details className="group" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="flex cursor-pointer flex-wrap items-center gap-x-2 gap-y-1 px-4 py-3 text-sm">
          <ChevronRight
            className="size-4 shrink-0 text-muted transition-transform group-open:rotate-90"
            aria-hidden
          />
          <span className="font-medium">Run {number}</span>
          <StateBadge state={state} />
          <span className="min-w-0 truncate text-xs text-muted">
            by {startedBy}
            {!reviewed && ', without a review'}
          </span>
          <span className="ml-auto text-xs text-muted">
            <When instant={dateStarted} />
          </span>
        </summary>
        <div className="flex flex-col gap-3 px-4 pb-4">
          {whole.data?.steps && <RunSteps steps={whole.data.steps} />}
          <Code text={log} label={`Log of run ${number}`} />
        </div>
      </details>
    </li>
  );
}
