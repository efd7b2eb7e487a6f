'use client';

import type { AISessionInfo } from '@ai-sessions/contract';
import { Progress } from 'radix-ui';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { failureOf } from '@/trpc/failure.ts';
import { type BulkActionName, bulkActions, sessionsInWords } from './bulk-action.ts';
import { type BulkFailure, type BulkProgress, useBulkRun } from './use-bulk-run.ts';

interface BulkDialogProps {
  readonly action: BulkActionName;
  /** As they are shown to whoever decides. */
  readonly sessions: readonly AISessionInfo[];
  /** @param doneIds The sessions to which it was done. */
  readonly onClose: (doneIds: readonly string[]) => void;
}

/** Asks before something is done to several sessions, shows how far it is, and what could not be done and why. */
export default function BulkDialog({ action, sessions, onClose }: BulkDialogProps) {
  const { label, doing, description, fits } = bulkActions[action];
  const { progress, run, stop, allDone } = useBulkRun(action);
  const fitting = sessions.filter(fits);
  const leftOut = sessions.length - fitting.length;
  const isAsking = progress.total === 0;
  const ended = progress.doneIds.length + progress.failures.length;
  return (
    <Dialog
      open
      steady
      onOpenChange={(open) => !open && !progress.running && onClose(allDone())}
      title={
        isAsking
          ? `${label} ${sessionsInWords(fitting.length)}?`
          : `${doing} ${sessionsInWords(progress.total)}`
      }
      description={description}
    >
      {isAsking ? (
        <>
          {leftOut > 0 && (
            <p className="mb-4 text-sm text-muted">
              {sessionsInWords(leftOut)} of the selection{' '}
              {leftOut === 1 ? 'stays as it is' : 'stay as they are'}:{' '}
              {action === 'discard'
                ? 'being applied, or discarded already.'
                : 'only discarded ones can be restored.'}
            </p>
          )}
          <div className="flex gap-2">
            <Button
              variant={action === 'discard' ? 'danger' : 'primary'}
              disabled={fitting.length === 0}
              onClick={() => void run(fitting)}
            >
              {label} {sessionsInWords(fitting.length)}
            </Button>
            <Button variant="ghost" onClick={() => onClose([])}>
              Cancel
            </Button>
          </div>
        </>
      ) : (
        <div className="flex flex-col gap-4">
          <Progress.Root
            aria-label={`${doing} sessions`}
            max={progress.total}
            value={ended}
            className="h-1.5 overflow-hidden rounded-full border bg-sunken"
          >
            <Progress.Indicator
              className="h-full bg-accent transition-[width]"
              style={{ width: `${(100 * ended) / progress.total}%` }}
            />
          </Progress.Root>
          <p aria-live="polite" className="text-sm">
            {summary(action, progress)}
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
                    onClick={() => void run(progress.failures.map(({ session }) => session))}
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

function summary(action: BulkActionName, { total, doneIds, failures, running }: BulkProgress): string {
  const { done } = bulkActions[action];
  if (running) return `${doneIds.length + failures.length} of ${total}`;
  const untouched = total - doneIds.length - failures.length;
  return [
    `${sessionsInWords(doneIds.length)} ${done}.`,
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
      {failures.map(({ session: { id = '', purpose }, error }) => (
        <li key={id} className="px-3 py-2">
          <div className="truncate font-medium">{purpose ?? `…${id.slice(-6)}`}</div>
          <div className="text-xs text-danger">{failureOf(error).message}</div>
        </li>
      ))}
    </ul>
  );
}
