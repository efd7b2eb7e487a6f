import type { AIOverview } from '@ai-sessions/contract';
import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Section } from '@/components/admin-shell/section.tsx';
import { RiskBadge } from '@/components/risk-badge.tsx';
import { Button } from '@/components/ui/button.tsx';
import { When } from '@/components/ui/when.tsx';
import { rememberLed } from '@/features/review-queue/next-case.ts';
import { Overdue } from './overdue.tsx';
import { SessionLink } from './session-link.tsx';

/** What waits for review, oldest first, and on which accounts and at which risk. */
export function Waiting({ overview }: { overview: AIOverview }) {
  const { oldestWaiting, waitingByAccount, waitingByRisk, waitingSessions, moreWaiting } = overview;
  const [first] = oldestWaiting;
  return (
    <Section
      title="Waiting for review, oldest first"
      action={
        first && (
          <Button size="small" asChild>
            <Link href={`/admin/sessions/${first.sessionId}`} onClick={() => rememberLed(first.sessionId)}>
              Start reviewing <ArrowRight aria-hidden />
            </Link>
          </Button>
        )
      }
    >
      <Overdue />
      {first ? (
        <div className="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,1fr)_16rem]">
          <ol className="divide-y rounded-lg border bg-sheet">
            {oldestWaiting.map((session) => (
              <li key={session.sessionId} className="flex items-center gap-3 px-4 py-2.5 text-sm">
                <div className="min-w-0 flex-1">
                  <SessionLink session={session} />
                </div>
                <div className="shrink-0 text-right text-xs text-muted">
                  <div>
                    {session.actions} {session.actions === 1 ? 'action' : 'actions'}{' '}
                    {session.risk ? <RiskBadge risk={session.risk} /> : null}
                  </div>
                  <When instant={session.dateQueued} />
                </div>
              </li>
            ))}
            {waitingSessions > oldestWaiting.length && (
              <li className="px-4 py-2.5 text-sm">
                <Link
                  href="/admin/sessions?pending=waiting"
                  className="rounded-sm text-accent hover:underline"
                >
                  All sessions that wait for review
                </Link>
              </li>
            )}
          </ol>
          <div className="flex flex-col gap-4">
            <Counts
              title="By account"
              rows={waitingByAccount.map(({ accountId, accountName, sessions }) => ({
                key: accountId ?? '',
                name: accountId ? (
                  <Link
                    href={`/admin/sessions?pending=waiting&account=${accountId}`}
                    className="rounded-sm hover:text-accent hover:underline"
                  >
                    {accountName ?? accountId}
                  </Link>
                ) : (
                  'Whole platform'
                ),
                sessions,
              }))}
            />
            <Counts
              title="By risk"
              rows={waitingByRisk.map(({ risk, sessions }) => ({
                key: risk ?? '',
                name: risk ? <RiskBadge risk={risk} /> : 'Unknown function',
                sessions,
              }))}
            />
            {moreWaiting && (
              <p className="text-xs text-muted">Of the {waitingSessions.toLocaleString('en')} oldest.</p>
            )}
          </div>
        </div>
      ) : (
        <p className="rounded-lg border border-dashed px-4 py-6 text-sm text-muted">
          Nothing waits. What agents propose appears here by itself.
        </p>
      )}
    </Section>
  );
}

interface CountsProps {
  readonly title: string;
  readonly rows: readonly { readonly key: string; readonly name: ReactNode; readonly sessions: number }[];
}

function Counts({ title, rows }: CountsProps) {
  return (
    <table className="w-full table-fixed text-sm">
      <thead className="text-xs text-muted">
        <tr>
          <th scope="col" className="py-1 text-left font-medium">
            {title}
          </th>
          <th scope="col" className="w-20 py-1 text-right font-medium">
            Sessions
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, sessions }) => (
          <tr key={key}>
            <th scope="row" dir="auto" className="truncate py-0.5 text-left font-normal">
              {name}
            </th>
            <td className="text-right tabular-nums">{sessions.toLocaleString('en')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
