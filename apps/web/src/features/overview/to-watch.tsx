import type { AIOverview } from '@ai-sessions/contract';
import { Section } from '@/components/admin-shell/section.tsx';
import { StateBadge } from '@/components/state-badge.tsx';
import { When } from '@/components/ui/when.tsx';
import { SessionLink } from './session-link.tsx';

/** What is being applied, what is in doubt, and what failed lately. */
export function ToWatch({ toWatch, failedRuns }: Pick<AIOverview, 'toWatch' | 'failedRuns'>) {
  return (
    <div className="grid grid-cols-1 gap-6 lg:grid-cols-2">
      <Section title="In doubt and running">
        {toWatch.length === 0 ? (
          <Nothing>Nothing is being applied, and nothing is in doubt.</Nothing>
        ) : (
          <ul className="divide-y rounded-lg border bg-sheet">
            {toWatch.map((session) => (
              <li key={session.sessionId} className="flex items-center gap-3 px-4 py-2.5 text-sm">
                <div className="min-w-0 flex-1">
                  <SessionLink session={session} />
                </div>
                <div className="shrink-0 text-right text-xs text-muted">
                  <div>
                    <StateBadge state={session.state} />
                  </div>
                  <When instant={session.date} />
                </div>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="Failed in the last two weeks">
        {failedRuns.length === 0 ? (
          <Nothing>Nothing failed.</Nothing>
        ) : (
          <ul className="divide-y rounded-lg border bg-sheet">
            {failedRuns.map((run) => (
              <li key={run.runId} className="px-4 py-2.5 text-sm">
                <div className="flex items-start gap-3">
                  <div className="min-w-0 flex-1">
                    <SessionLink session={run} />
                  </div>
                  <span className="shrink-0 text-xs text-muted">
                    <When instant={run.date} />
                  </span>
                </div>
                <p dir="auto" className="mt-1 line-clamp-2 text-xs break-words">
                  {run.functionName && <span className="font-mono">{run.functionName}</span>} {run.outcome}
                </p>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </div>
  );
}

function Nothing({ children }: { children: string }) {
  return <p className="rounded-lg border border-dashed px-4 py-6 text-sm text-muted">{children}</p>;
}
