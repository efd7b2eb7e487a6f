'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { ProgressBar } from '@/components/ui/progress-bar.tsx';
import { failureOf } from '@/trpc/failure.ts';
import { type BulkAction, type BulkStep, inWords, type RowWords } from './bulk-action.ts';
import { type BulkFailure, type BulkProgress, useBulkRun } from './use-bulk-run.ts';

export interface BulkDialogProps {
  readonly words: RowWords;
  readonly action: Omit<BulkAction<never>, 'fits' | 'act'>;
  /** What it is done to, as they are shown to whoever decides. */
  readonly steps: readonly BulkStep[];
  /** How many of the selection it is not offered for. */
  readonly leftOut: number;
  readonly onDone: () => Promise<unknown>;
  /** @param doneIds The rows to which it was done. */
  readonly onClose: (doneIds: readonly string[]) => void;
}

/** Asks before something is done to several rows, shows how far it is, and what could not be done and why. */
export default function BulkDialog({ words, action, steps, leftOut, onDone, onClose }: BulkDialogProps) {
  const { label, doing, done, description, isDangerous, others, reasonHint } = action;
  const { progress, run, stop, allDone } = useBulkRun(onDone);
  const [reason, setReason] = useState('');
  const isAsking = progress.total === 0;
  const ended = progress.doneIds.length + progress.failures.length;
  const all = inWords(steps.length, words);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(steps, reason);
  };
  return (
    <Dialog
      open
      steady
      onOpenChange={(open) => !open && !progress.running && onClose(allDone())}
      title={isAsking ? `${label} ${all}?` : `${doing} ${inWords(progress.total, words)}`}
      description={description}
    >
      {isAsking ? (
        <form onSubmit={submit}>
          {leftOut > 0 && (
            <p className="mb-4 text-sm text-muted">
              {inWords(leftOut, words)} of the selection{' '}
              {leftOut === 1 ? 'stays as it is' : 'stay as they are'}: {others}
            </p>
          )}
          {reasonHint !== undefined && (
            <div className="mb-4">
              <Field label="Reason" hint={reasonHint}>
                {(control) => (
                  <Input
                    {...control}
                    autoFocus
                    autoComplete="off"
                    maxLength={500}
                    value={reason}
                    onChange={(event) => setReason(event.target.value)}
                  />
                )}
              </Field>
            </div>
          )}
          <div className="flex gap-2">
            <Button type="submit" variant={isDangerous ? 'danger' : 'primary'} disabled={steps.length === 0}>
              {label} {all}
            </Button>
            <Button variant="ghost" onClick={() => onClose([])}>
              Cancel
            </Button>
          </div>
        </form>
      ) : (
        <div className="flex flex-col gap-4">
          <ProgressBar label={`${doing} ${words.many}`} total={progress.total} done={ended} />
          <p aria-live="polite" className="text-sm">
            {summary(progress, words, done)}
          </p>
          {progress.failures.length > 0 && <Failures failures={progress.failures} />}
          <div className="flex gap-2">
            {progress.running ? (
              <Button variant="outline" onClick={stop}>
                Stop
              </Button>
            ) : (
              <>
                <Button onClick={() => onClose(allDone())}>Close</Button>
                {progress.failures.length > 0 && (
                  <Button
                    variant="outline"
                    onClick={() =>
                      void run(
                        progress.failures.map(({ step }) => step),
                        reason,
                      )
                    }
                  >
                    Try those again
                  </Button>
                )}
              </>
            )}
          </div>
        </div>
      )}
    </Dialog>
  );
}

function summary({ total, doneIds, failures, running }: BulkProgress, words: RowWords, done: string): string {
  if (running) return `${doneIds.length + failures.length} of ${total}`;
  const untouched = total - doneIds.length - failures.length;
  return [
    `${inWords(doneIds.length, words)} ${done}.`,
    ...(failures.length > 0 ? [`${failures.length} could not be:`] : []),
    ...(untouched > 0 ? [`${untouched} left as they were.`] : []),
  ].join(' ');
}

function Failures({ failures }: { failures: readonly BulkFailure[] }) {
  return (
    <ul
      aria-label="What could not be done"
      className="max-h-56 divide-y overflow-y-auto rounded-md border text-sm"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be scrolled by keyboard too
      tabIndex={0}
    >
      {failures.map(({ step: { id, label }, error }) => (
        <li key={id} className="px-3 py-2">
          <div className="truncate font-medium">{label}</div>
          <div className="text-xs text-danger">{failureOf(error).message}</div>
        </li>
      ))}
    </ul>
  );
}
