'use client';

import { OctagonX, Play } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { When } from '@/components/ui/when.tsx';
import { failureOf } from '@/trpc/failure.ts';

/** What is decided of a stop. */
interface StopDecision {
  readonly stopped: boolean;
  readonly reason: string;
}

/** A stop as it stands. */
interface Standing {
  readonly stopped: boolean;
  readonly reason?: string | undefined;
  readonly changedBy?: string | undefined;
  readonly dateChanged?: string | undefined;
}

/** The words of a stop: for when it is on, and for when it is off. */
interface Words {
  readonly head: string;
  /** Stands where there is no reason. */
  readonly text: string;
  /** What the button does. */
  readonly button: string;
  readonly question: string;
  /** What comes of it. */
  readonly consequence: string;
  readonly confirm: string;
}

interface StopPanelProps {
  /** Names the part of the page. */
  readonly label: string;
  readonly standing: Standing;
  readonly on: Words;
  readonly off: Words;
  /** Who reads the reason. */
  readonly hint: string;
  /** Tells whether it was decided. */
  readonly decide: (decision: StopDecision) => Promise<unknown>;
  readonly isPending: boolean;
  readonly failure: unknown;
  readonly className?: string;
}

/** Shows whether something is stopped and why, with the switch for it. */
export function StopPanel(props: StopPanelProps) {
  const { label, standing, on, off, hint, decide, isPending, failure, className = '' } = props;
  const { stopped, reason: given, changedBy, dateChanged } = standing;
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const { fields } = failureOf(failure);
  const words = stopped ? on : off;
  const variant = stopped ? 'primary' : 'danger';

  function submit(event: FormEvent) {
    event.preventDefault();
    decide({ stopped: !stopped, reason }).then(
      () => {
        setAsking(false);
        setReason('');
      },
      () => {},
    );
  }
  return (
    <section
      aria-label={label}
      className={`flex flex-wrap items-center justify-between gap-3 rounded-lg border px-4 py-3 text-sm ${stopped ? 'border-danger/40 bg-danger-soft' : 'bg-sheet'} ${className}`}
    >
      <div className="min-w-0 flex-1 basis-64">
        <p className={stopped ? 'font-semibold text-danger' : 'font-medium'}>{words.head}</p>
        <p className={`break-words ${stopped ? 'text-danger' : 'text-muted'}`}>{given ?? words.text}</p>
        {changedBy && (
          <p className={`text-xs break-words ${stopped ? 'text-danger' : 'text-muted'}`}>
            {stopped ? 'Stopped' : 'Resumed'} by {changedBy}, <When instant={dateChanged} />
          </p>
        )}
      </div>
      <Button variant={variant} onClick={() => setAsking(true)}>
        {stopped ? <Play aria-hidden /> : <OctagonX aria-hidden />} {words.button}
      </Button>
      <Dialog open={asking} onOpenChange={setAsking} title={words.question} description={words.consequence}>
        <form onSubmit={submit} className="flex flex-col gap-2">
          {failure != null && !fields.Reason && <FailureNotice error={failure} />}
          <Field label="Reason" error={fields.Reason} hint={hint}>
            {(control) => (
              <Input
                {...control}
                autoFocus
                autoComplete="off"
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
          <div className="flex gap-2">
            <Button type="submit" variant={variant} disabled={isPending}>
              {words.confirm}
            </Button>
            <Button variant="ghost" onClick={() => setAsking(false)}>
              Cancel
            </Button>
          </div>
        </form>
      </Dialog>
    </section>
  );
}
