'use client';

import type { AISessionInfo } from '@ai-sessions/contract';
import { useQuery } from '@tanstack/react-query';
import { ArrowRight, SkipForward } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { leave } from '@/components/form/unsaved.ts';
import { Button } from '@/components/ui/button.tsx';
import { useKeys } from '@/features/sessions/review/use-keys.ts';
import { useKeysSwitch } from '@/features/sessions/review/use-keys-switch.ts';
import { useTRPC } from '@/trpc/client.ts';
import { useSkippedSessions } from './skipped-sessions.ts';

/** The way from one session to the next that waits for review. */
export function QueueBar({ session }: { session: AISessionInfo }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { id: sessionId = '', actions = [] } = session;
  const [skipped, skip] = useSkippedSessions();
  const [keysAreOn] = useKeysSwitch();
  const queue = useQuery(trpc.overview.queue.queryOptions({ exceptId: sessionId, skippedIds: [...skipped] }));
  const next = queue.data?.next;
  const waitsHere = actions.some(({ state }) => state === 'Queued');
  const path = next && `/admin/sessions/${next.sessionId}`;
  const goOn = () => path && leave(() => router.push(path));
  const putOff = () => {
    if (!waitsHere || !next) return;
    leave(() => {
      skip(sessionId);
      if (path) router.push(path);
    });
  };
  useKeys({ n: goOn, s: putOff }, keysAreOn);
  if (!next || !path) return null;
  return (
    <nav
      aria-label="Review queue"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border bg-sheet px-4 py-2 text-sm"
    >
      <p className="min-w-0 flex-1 basis-48 truncate">
        <span className="text-muted">{waitsHere ? 'After this one:' : 'Nothing waits here. Next:'}</span>{' '}
        {next.purpose ?? 'No purpose'}{' '}
        <span className="text-muted">· {next.accountName ?? 'Whole platform'}</span>
      </p>
      {waitsHere && (
        <Button variant="ghost" size="small" aria-keyshortcuts="s" onClick={putOff}>
          <SkipForward aria-hidden /> Skip
        </Button>
      )}
      <Button variant={waitsHere ? 'outline' : 'primary'} size="small" asChild>
        <Link href={path} aria-keyshortcuts="n">
          Next <ArrowRight aria-hidden />
        </Link>
      </Button>
    </nav>
  );
}
