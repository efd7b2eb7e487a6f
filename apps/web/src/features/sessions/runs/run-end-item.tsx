'use client';

import { visibleText } from '@ai-sessions/apply/visible-text';
import type { AISessionRunInfo } from '@ai-sessions/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { HistoryItem } from '@/components/history/history-item.tsx';
import { stateWords } from '@/components/state-badge.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { When } from '@/components/ui/when.tsx';
import { useTRPC } from '@/trpc/client.ts';

interface RunEndItemProps {
  readonly run: AISessionRunInfo;
  /** What actions do in words, by id, where that is known. */
  readonly titles: ReadonlyMap<string, string>;
}

/** The end of a run among what happened to its session, and on demand each of its calls in a sentence. */
export function RunEndItem({ run, titles }: RunEndItemProps) {
  const trpc = useTRPC();
  const [open, setOpen] = useState(false);
  const { id: runId, sessionId, number, state, dateEnded } = run;
  const whole = useQuery(trpc.session.run.queryOptions({ sessionId, runId }, { enabled: open }));
  return (
    <HistoryItem
      anchor={`run-${runId}`}
      what="run"
      date={dateEnded}
      sentence={
        <>
          <span className="font-medium">Run {number}</span> ended: {stateWords(state).toLowerCase()}
        </>
      }
    >
      <details
        className="mt-0.5 text-xs text-muted"
        open={open}
        onToggle={(event) => setOpen(event.currentTarget.open)}
      >
        <summary className="w-fit cursor-pointer rounded-sm">Its calls</summary>
        {whole.isError && <FailureNotice error={whole.error} onRetry={() => void whole.refetch()} />}
        {whole.isPending && open && <Skeleton className="mt-2 h-8 w-full" />}
        <ol className="mt-2 flex list-decimal flex-col gap-1 pl-5 text-ink">
          {whole.data?.steps?.map(({ actionId, functionName, state: became, outcome, dateEnded: ended }) => (
            <li key={actionId} className="break-words">
              {titles.has(actionId)
                ? `‘${visibleText(titles.get(actionId) ?? '')}’`
                : visibleText(functionName)}
              : {outcome ? visibleText(outcome) : stateWords(became)}{' '}
              <span className="text-muted">
                <When instant={ended} />
              </span>
            </li>
          ))}
        </ol>
      </details>
    </HistoryItem>
  );
}
