'use client';

import type { AISessionInfo } from '@ai-sessions/contract';
import { ArrowRight, SkipForward } from 'lucide-react';
import Link from 'next/link';
import { Button } from '@/components/ui/button.tsx';
import { useKeys } from '@/features/sessions/review/use-keys.ts';
import { useKeysSwitch } from '@/features/sessions/review/use-keys-switch.ts';
import { rememberLed, useNextCase } from './next-case.ts';

/** The way from one session to the next that waits for review. */
export function QueueBar({ session }: { session: AISessionInfo }) {
  const { id: sessionId = '', actions = [] } = session;
  const [keysAreOn] = useKeysSwitch();
  const { next, path, goOn, putOff } = useNextCase(sessionId);
  const waitsHere = actions.some(({ state }) => state === 'Queued');
  useKeys({ n: goOn, s: () => waitsHere && putOff() }, keysAreOn);
  if (!next || !path) return null;
  return (
    <nav
      aria-label="Review queue"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border bg-sheet px-4 py-2 text-sm"
    >
      <p className="min-w-0 flex-1 basis-48 truncate">
        <span className="text-muted">{waitsHere ? 'After this one:' : 'Nothing waits here. Next:'}</span>{' '}
        <bdi>{next.purpose ?? 'No purpose'}</bdi>{' '}
        <span className="text-muted">
          · <bdi>{next.accountName ?? 'Whole platform'}</bdi>
        </span>
      </p>
      {waitsHere && (
        <Button variant="ghost" size="small" aria-keyshortcuts="s" onClick={putOff}>
          <SkipForward aria-hidden /> Skip
        </Button>
      )}
      <Button variant={waitsHere ? 'outline' : 'primary'} size="small" asChild>
        <Link href={path} aria-keyshortcuts="n" onClick={() => rememberLed(next.sessionId)}>
          Next <ArrowRight aria-hidden />
        </Link>
      </Button>
    </nav>
  );
}
