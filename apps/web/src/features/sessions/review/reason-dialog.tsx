'use client';

import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { leave, useUnsaved } from '@/components/form/unsaved.ts';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field, Textarea } from '@/components/ui/field.tsx';
import { failureOf } from '@/trpc/failure.ts';
import { Meanwhile } from './meanwhile.tsx';
import type { ReviewedAction } from './reviewed-action.ts';
import { useJudge } from './use-judge.ts';
import { useShownAction } from './use-shown-action.ts';

const wording = {
  Refused: { title: 'Refuse this action?', button: 'Refuse', hint: 'It will not be carried out.' },
  Returned: {
    title: 'Return this action?',
    button: 'Return',
    hint: 'It waits until somebody has corrected it.',
  },
} as const;

interface ReasonDialogProps {
  readonly sessionId: string;
  /** The action as it was when the dialog opened. */
  readonly opened: ReviewedAction;
  readonly actions: readonly ReviewedAction[];
  readonly judgement: keyof typeof wording;
  readonly onClose: () => void;
  readonly onDone: (announcement: string) => void;
}

/** Asks why an action is refused or returned. Ctrl+Enter decides. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { sessionId, opened, actions, judgement, onClose, onDone } = props;
  const { title, button, hint } = wording[judgement];
  const [reason, setReason] = useState('');
  const { present, shown, onError } = useShownAction(opened, actions);
  const judge = useJudge(sessionId, (announcement) => {
    onDone(announcement);
    onClose();
  });
  const { fields } = failureOf(judge.error);
  useUnsaved(reason !== '' && !judge.isSuccess);

  const decide = (event?: FormEvent) => {
    event?.preventDefault();
    if (!judge.isPending) judge.mutate({ action: shown, judgement, reason }, { onError });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) decide();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && leave(onClose)}
      title={title}
      description={`${shown.number}. ${shown.title}`}
    >
      <form onSubmit={decide} className="flex flex-col gap-2">
        {judge.isError && !fields.Reason && <Meanwhile {...{ opened, present }} error={judge.error} />}
        <Field label="Reason" error={fields.Reason} hint={`${hint} Ctrl+Enter decides.`}>
          {(control) => (
            <Textarea
              {...control}
              autoFocus
              rows={3}
              className="min-h-20"
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              onKeyDown={onKeyDown}
            />
          )}
        </Field>
        <div className="flex gap-2">
          <Button
            type="submit"
            variant={judgement === 'Refused' ? 'danger' : 'primary'}
            disabled={judge.isPending}
          >
            {button}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
