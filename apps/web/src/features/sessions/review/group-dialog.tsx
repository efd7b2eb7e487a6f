'use client';

import { visibleText } from '@ai-sessions/apply/visible-text';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field, Textarea } from '@/components/ui/field.tsx';
import { failureOf } from '@/trpc/failure.ts';
import { canBeAccepted, type ReviewedAction } from './reviewed-action.ts';
import { useJudge } from './use-judge.ts';

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
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState('');
  const [running, setRunning] = useState(false);
  const judge = useJudge(sessionId, () => {});
  const open = opened.filter(({ id }) => chosen.has(id) && !decided.has(id));
  const acceptable = open.filter(mayBeAcceptedWithOthers);
  const refusable = open.filter(({ review }) => review?.canJudge ?? true);

  const decide = async (actions: readonly ReviewedAction[], judgement: 'Accepted' | 'Refused') => {
    if (running) return;
    setRunning(true);
    const done = new Set<string>();
    for (const action of actions) {
      try {
        await judge.mutateAsync({ action, judgement, reason: judgement === 'Refused' ? reason : undefined });
        done.add(action.id);
        setDecided((known) => new Set([...known, action.id]));
      } catch {
        // It is among the failures of the hook, and the others do not depend on it.
      }
    }
    setRunning(false);
    onDone(`${done.size} actions ${judgement.toLowerCase()}.`);
    if (done.size === actions.length) onClose();
  };
  const choose = (id: string, on: boolean) =>
    setChosen(new Set(on ? [...chosen, id] : [...chosen].filter((other) => other !== id)));
  const [first] = opened;
  return (
    <Dialog
      open
      wide
      steady
      onOpenChange={(isOpen) => !isOpen && !running && onClose()}
      title={`Decide on ${opened.length} actions that look alike`}
      description={`${visibleText(first?.info.functionName ?? '')}, with arguments of the same names. Read them, and leave out what is different.`}
    >
      <ol
        aria-label="Actions that look alike"
        className="mb-4 max-h-72 divide-y overflow-y-auto rounded-md border"
      >
        {opened.map((action) => {
          const failure = judge.failures.get(action.id);
          return (
            <li key={action.id} className="px-3 py-2 text-sm">
              <Checkbox
                checked={chosen.has(action.id)}
                disabled={running || decided.has(action.id)}
                onChange={(on) => choose(action.id, on)}
              >
                <span className="min-w-0 break-words">
                  <span className="mr-1.5 text-muted tabular-nums">{action.number}.</span>
                  {visibleText(action.title)}
                  {decided.has(action.id) && <span className="ml-2 text-muted">decided</span>}
                </span>
              </Checkbox>
              {failure !== undefined && (
                <p className="mt-1 pl-6 text-xs text-danger">{failureOf(failure).message}</p>
              )}
            </li>
          );
        })}
      </ol>
      {acceptable.length < open.length && (
        <p className="mb-4 text-sm text-muted">
          {open.length - acceptable.length} of them cannot be accepted together with others: each has to be
          looked at by itself.
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
        <Button
          disabled={running || acceptable.length === 0}
          onClick={() => void decide(acceptable, 'Accepted')}
        >
          Accept {acceptable.length}
        </Button>
        <Button
          variant="danger"
          disabled={running || refusable.length === 0 || reason.trim() === ''}
          onClick={() => void decide(refusable, 'Refused')}
        >
          Refuse {refusable.length}
        </Button>
        <Button variant="ghost" disabled={running} onClick={onClose}>
          Close
        </Button>
      </div>
    </Dialog>
  );
}

/** What asks for a person to accept it is accepted by itself. */
function mayBeAcceptedWithOthers(action: ReviewedAction): boolean {
  const { canAccept = true, needsAcceptance = false } = action.review ?? {};
  return canAccept && !needsAcceptance && canBeAccepted(action);
}
