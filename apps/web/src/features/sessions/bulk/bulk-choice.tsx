'use client';

import type { AISessionInfo } from '@ai-sessions/contract';
import { ArchiveRestore, Trash2 } from 'lucide-react';
import { Suspense, useState } from 'react';
import { loadLater } from '@/components/load-later.ts';
import type { RowSelection } from '@/components/table/use-row-selection.ts';
import { Button } from '@/components/ui/button.tsx';
import { useKeys } from '@/features/sessions/review/use-keys.ts';
import { useKeysSwitch } from '@/features/sessions/review/use-keys-switch.ts';
import { type BulkActionName, bulkActions, sessionsInWords } from './bulk-action.ts';

const { Part: BulkDialog } = loadLater(() => import('./bulk-dialog.tsx'));

export interface BulkChoiceProps {
  readonly selection: RowSelection<AISessionInfo>;
  /** The rows of the page, as they are shown now. */
  readonly shown: readonly AISessionInfo[];
}

/** The selected sessions, and the buttons and keys for what can be done to them. */
export default function BulkChoice({ selection, shown }: BulkChoiceProps) {
  // Of a decision under way, the sessions stay those that were asked about.
  const [open, setOpen] = useState<{ action: BulkActionName; sessions: readonly AISessionInfo[] }>();
  const [keysAreOn] = useKeysSwitch();
  const now = new Map(shown.map((session) => [session.id, session]));
  const sessions = selection.rows.map((session) => now.get(session.id) ?? session);
  const offered = (action: BulkActionName) => sessions.some(bulkActions[action].fits);
  const ask = (action: BulkActionName) => () => {
    if (offered(action)) setOpen({ action, sessions });
  };
  useKeys(
    { D: ask('discard'), R: ask('restore'), Escape: selection.clear },
    keysAreOn && sessions.length > 0,
  );
  if (sessions.length === 0 && !open) return null;
  return (
    <>
      <section
        aria-label="Selection"
        className="sticky bottom-4 z-20 mx-auto mt-4 flex w-fit max-w-full flex-wrap items-center gap-1 rounded-lg border bg-sheet p-2 shadow-lg"
      >
        <p aria-live="polite" className="px-1 text-sm tabular-nums">
          {sessionsInWords(sessions.length)} selected
        </p>
        {offered('discard') && (
          <Button variant="outline" size="small" aria-keyshortcuts="Shift+D" onClick={ask('discard')}>
            <Trash2 aria-hidden /> Discard …
          </Button>
        )}
        {offered('restore') && (
          <Button variant="outline" size="small" aria-keyshortcuts="Shift+R" onClick={ask('restore')}>
            <ArchiveRestore aria-hidden /> Restore …
          </Button>
        )}
        <Button variant="ghost" size="small" aria-keyshortcuts="Escape" onClick={selection.clear}>
          Clear
        </Button>
      </section>
      {open && (
        <Suspense fallback={<div role="dialog" aria-label="Sessions" aria-busy="true" />}>
          <BulkDialog
            action={open.action}
            sessions={open.sessions}
            onClose={(doneIds) => {
              selection.remove(doneIds);
              setOpen(undefined);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
