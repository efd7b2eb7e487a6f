'use client';

import { useState } from 'react';
import { loadLater } from '@/components/load-later.ts';
import { Button } from '@/components/ui/button.tsx';
import { WhileOpening } from '@/components/ui/while-opening.tsx';
import { useWhenIdle } from '@/components/use-when-idle.ts';
import { useKeys } from '@/features/sessions/review/use-keys.ts';
import { useKeysSwitch } from '@/features/sessions/review/use-keys-switch.ts';
import { type BulkAction, inWords, type RowWords } from './bulk-action.ts';
import type { SelectedRows } from './bulk-bar.tsx';
import type { BulkDialogProps } from './bulk-dialog.tsx';

const { Part: BulkDialog, preload } = loadLater(() => import('./bulk-dialog.tsx'));

interface BulkChoiceProps<Row> extends SelectedRows<Row> {
  readonly words: RowWords;
  readonly actions: readonly BulkAction<Row>[];
  /** Is called after something was done, for what the page shows to be read again. */
  readonly onDone: () => Promise<unknown>;
}

/** The selected rows, and the buttons and keys for what can be done to them. */
export function BulkChoice<Row>({ selection, shown, words, actions, onDone }: BulkChoiceProps<Row>) {
  const { keyOf, labelOf } = selection;
  // Of a decision under way, the rows stay those that were asked about.
  const [open, setOpen] = useState<Omit<BulkDialogProps, 'words' | 'onDone' | 'onClose'>>();
  const [keysAreOn] = useKeysSwitch();
  useWhenIdle(preload);
  const now = new Map(shown.map((row) => [keyOf(row), row]));
  const rows = selection.rows.map((row) => now.get(keyOf(row)) ?? row);
  const offered = actions.filter(({ fits }) => rows.some(fits));
  const ask = (action: BulkAction<Row>) => () => {
    const fitting = rows.filter(action.fits);
    setOpen({
      action,
      steps: fitting.map((row) => ({
        id: keyOf(row),
        label: labelOf(row),
        act: (reason) => action.act(row, reason),
      })),
      leftOut: rows.length - fitting.length,
    });
  };
  useKeys(
    {
      ...Object.fromEntries(offered.map((action) => [action.key, ask(action)])),
      Escape: selection.clear,
    },
    keysAreOn && rows.length > 0,
  );
  if (rows.length === 0 && !open) return null;
  return (
    <>
      <section
        aria-label="Selection"
        className="sticky bottom-4 z-20 mx-auto mt-4 flex w-fit max-w-full flex-wrap items-center gap-1 rounded-lg border bg-sheet p-2 shadow-lg"
      >
        <p aria-live="polite" className="px-1 text-sm tabular-nums">
          {inWords(rows.length, words)} selected
        </p>
        {offered.map((action) => (
          <Button
            key={action.key}
            variant="outline"
            size="small"
            aria-keyshortcuts={`Shift+${action.key}`}
            onClick={ask(action)}
          >
            <action.Icon aria-hidden /> {action.label} …
          </Button>
        ))}
        <Button variant="ghost" size="small" aria-keyshortcuts="Escape" onClick={selection.clear}>
          Clear
        </Button>
      </section>
      {open && (
        <WhileOpening title={words.many} onCancel={() => setOpen(undefined)}>
          <BulkDialog
            {...open}
            words={words}
            onDone={onDone}
            onClose={(doneIds) => {
              selection.remove(doneIds);
              setOpen(undefined);
            }}
          />
        </WhileOpening>
      )}
    </>
  );
}
