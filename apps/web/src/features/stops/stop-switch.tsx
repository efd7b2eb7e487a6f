'use client';

import { OctagonX, Play } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { failureOf } from '@/trpc/failure.ts';

/** What is decided of a stop. */
interface StopDecision {
  readonly stopped: boolean;
  readonly reason: string;
}

/** The words of the switch: for when the stop is on, and for when it is off. */
export interface SwitchWords {
  /** What the button does. */
  readonly button: string;
  readonly question: string;
  /** What comes of it. */
  readonly consequence: string;
  readonly confirm: string;
}

export interface StopSwitchProps {
  readonly stopped: boolean;
  readonly on: SwitchWords;
  readonly off: SwitchWords;
  /** Who reads the reason. */
  readonly hint: string;
  /** Tells whether it was decided. */
  readonly decide: (decision: StopDecision) => Promise<unknown>;
  readonly isPending: boolean;
  readonly failure: unknown;
  /** Tells two switches of the same wording apart. */
  readonly of?: string;
  readonly size?: 'normal' | 'small';
  /** The fragment of an address that asks at once to stop it. */
  readonly askedBy?: string;
}

/** The button that stops something or lets it go on: it asks for the reason first. */
export function StopSwitch(props: StopSwitchProps) {
  const { stopped, on, off, hint, decide, isPending, failure, of, size, askedBy } = props;
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  useEffect(() => {
    if (askedBy === undefined || stopped) return;
    const ask = () => {
      if (window.location.hash !== `#${askedBy}`) return;
      // It asks once, and not again after a reload.
      window.history.replaceState(window.history.state, '', window.location.href.replace(/#.*$/, ''));
      setAsking(true);
    };
    ask();
    window.addEventListener('hashchange', ask);
    return () => window.removeEventListener('hashchange', ask);
  }, [askedBy, stopped]);
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
    <>
      <Button
        variant={size === 'small' ? 'outline' : variant}
        size={size}
        aria-label={of && `${words.button} of ${of}`}
        onClick={() => setAsking(true)}
      >
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
    </>
  );
}
