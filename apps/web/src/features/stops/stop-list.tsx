'use client';

import type { AIStopInfo } from '@ai-sessions/contract';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Section } from '@/components/admin-shell/section.tsx';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Badge } from '@/components/ui/badge.tsx';
import { When } from '@/components/ui/when.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { GrantStop } from './grant-stop.tsx';
import { stopListInput } from './stop-input.ts';

/** What is stopped in a word, and the page that has the switch. */
function placeOf({ subject, id, userId }: AIStopInfo): { readonly path: string; readonly what: string } {
  switch (subject) {
    case 'Account':
      return { path: `/admin/accounts/${id}`, what: 'Account' };
    case 'ApiKey':
      return { path: `/admin/keys/${id}`, what: 'API key' };
    case 'AgentGrant':
      return { path: `/admin/users/${userId}`, what: 'Agent' };
    case 'User':
      return { path: `/admin/users/${id}`, what: 'User' };
  }
}

/** The accounts and agents that are stopped by themselves, while there are some. */
export function StopList() {
  const trpc = useTRPC();
  const stops = useQuery(trpc.applying.stops.queryOptions(stopListInput));
  if (stops.isError) return <FailureNotice error={stops.error} onRetry={() => void stops.refetch()} />;
  if (!stops.data || stops.data.items.length === 0) return null;
  return (
    <div className="mb-6">
      <Section title="Stopped accounts and agents">
        <ul className="divide-y rounded-lg border bg-sheet text-sm">
          {stops.data.items.map((stop) => (
            <StopItem key={stop.id} stop={stop} />
          ))}
        </ul>
        {stops.data.hasMorePages && (
          <p className="mt-1.5 text-xs text-muted">
            And more: {stops.data.totalCount?.toLocaleString('en')} in all.
          </p>
        )}
      </Section>
    </div>
  );
}

function StopItem({ stop }: { stop: AIStopInfo }) {
  const { id, subject, name = '', reason, changedBy, dateChanged } = stop;
  const { path, what } = placeOf(stop);
  return (
    <li className="px-4 py-2.5">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
        <Link
          href={path}
          className="min-w-0 rounded-sm font-medium break-words hover:text-accent hover:underline"
        >
          {name}
        </Link>
        <Badge>{what}</Badge>
      </div>
      {subject === 'AgentGrant' ? (
        // Its own switch, since no page lists the agent any more once it has been revoked.
        <GrantStop grantId={id} name={name} />
      ) : (
        <>
          <p className="break-words text-muted">{reason ?? 'No reason was given.'}</p>
          <p className="text-xs break-words text-muted">
            By {changedBy}, <When instant={dateChanged} />
          </p>
        </>
      )}
    </li>
  );
}
