'use client';

import { visibleText } from '@ai-sessions/apply/visible-text';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field, Textarea } from '@/components/ui/field.tsx';
import { ProgressBar } from '@/components/ui/progress-bar.tsx';
import { failureOf } from '@/trpc/failure.ts';
import { canBeAccepted, type ReviewedAction } from './reviewed-action.ts';
import { type GroupProgress, useGroupJudge } from './use-group-judge.ts';

interface GroupDialogProps {
  readonly sessionId: string;
  /** The actions as they were when the dialog opened, which is how they are judged. */
  readonly opened: readonly ReviewedAction[];
  readonly onClose: () => void;
  readonly onDone: (announcement: string) => void;
}

/** Decides on actions that look alike, after each of them could be read; those that are different are left out. */
export function GroupDialog({ sessionId, opened, onClose, onDone }: GroupDialogProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(opened.map(({ id }) => id)));
  const [reason, setReason] = useState('');
  const { progress, decidedIds, run, stop } = useGroupJudge(sessionId);
  const running = progress?.running ?? false;
  const open = opened.filter(({ id }) => chosen.has(id) && !decidedIds.has(id));
  const acceptable = open.filter(mayBeAcceptedWithOthers);
  const refusable = open.filter(({ review }) => review?.canJudge ?? true);

  const decide = async (actions: readonly ReviewedAction[], judgement: 'Accepted' | 'Refused') => {
    const done = await run(actions, { judgement, reason: judgement === 'Refused' ? reason : undefined });
    if (done > 0) onDone(`${done} actions ${judgement.toLowerCase()}.`);
    if (done === actions.length) onClose();
  };
  const choose = (id: string, on: boolean) =>
    setChosen(new Set(on ? [...chosen, id] : [...chosen].filter((other) => other !== id)));
  const [first] = opened;
  return (
    <Dialog
      open
      wide
      steady
      onOpenChange={(isOpen) => !isOpen && (running ? stop() : onClose())}
      title={`Decide on ${opened.length} actions that look alike`}
      description={`${visibleText(first?.info.functionName ?? '')}, with arguments of the same names. Read them, and leave out what is different.`}
    >
      <ol
        aria-label="Actions that look alike"
        className="mb-4 max-h-72 divide-y overflow-y-auto rounded-md border"
      >
        {opened.map(({ id, number, title }) => (
          <li key={id} className="px-3 py-2 text-sm">
            <Checkbox
              checked={chosen.has(id)}
              disabled={running || decidedIds.has(id)}
              onChange={(on) => choose(id, on)}
            >
              <span className="min-w-0 break-words">
                <span className="mr-1.5 text-muted tabular-nums">{number}.</span>
                {visibleText(title)}
                {decidedIds.has(id) && <span className="ml-2 text-muted">decided</span>}
              </span>
            </Checkbox>
          </li>
        ))}
      </ol>
      {progress && <Progress progress={progress} />}
      {running ? (
        <Button variant="outline" onClick={stop}>
          Cancel
        </Button>
      ) : (
        <>
          {acceptable.length < open.length && (
            <p className="mb-4 text-sm text-muted">
              {open.length - acceptable.length} of them cannot be accepted together with others: each has to
              be looked at by itself.
            </p>
          )}
          <Field label="Reason" hint="The agent is told why, if you refuse them.">
            {(control) => (
              <Textarea
                {...control}
                rows={2}
                className="min-h-16"
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
          <div className="mt-2 flex flex-wrap gap-2">
            <Button disabled={acceptable.length === 0} onClick={() => void decide(acceptable, 'Accepted')}>
              Accept {acceptable.length}
            </Button>
            <Button
              variant="danger"
              disabled={refusable.length === 0 || reason.trim() === ''}
              onClick={() => void decide(refusable, 'Refused')}
            >
              Refuse {refusable.length}
            </Button>
            <Button variant="ghost" onClick={onClose}>
              Close
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}

/** How many are decided on, and which could not be and why. */
function Progress({ progress }: { progress: GroupProgress }) {
  const { judgement, total, done, failures, running } = progress;
  const ended = done + failures.length;
  return (
    <div className="mb-4 flex flex-col gap-3 text-sm">
      {running && <ProgressBar label="Deciding on actions" total={total} done={ended} />}
      <p aria-live="polite">{running ? `${ended} of ${total}` : summary(progress)}</p>
      {failures.length > 0 && (
        <ul
          aria-label={`What could not be ${judgement.toLowerCase()}`}
          className="max-h-40 divide-y overflow-y-auto rounded-md border"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be scrolled by keyboard too
          tabIndex={0}
        >
          {failures.map(({ action: { id, number, title }, error }) => (
            <li key={id} className="px-3 py-2">
              <div className="break-words">
                <span className="mr-1.5 text-muted tabular-nums">{number}.</span>
                {visibleText(title)}
              </div>
              <div className="text-xs text-danger">{failureOf(error).message}</div>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function summary({ judgement, total, done, failures }: GroupProgress): string {
  const untouched = total - done - failures.length;
  return [
    `${done} of ${total} ${judgement.toLowerCase()}.`,
    ...(untouched > 0 ? [`${untouched} left as they were.`] : []),
    ...(failures.length > 0 ? [`${failures.length} could not be:`] : []),
  ].join(' ');
}

/** What asks for a person to accept it is accepted by itself. */
function mayBeAcceptedWithOthers(action: ReviewedAction): boolean {
  const { canAccept = true, needsAcceptance = false } = action.review ?? {};
  return canAccept && !needsAcceptance && canBeAccepted(action);
}
