'use client';

import { type FormEvent, useState } from 'react';
import { AccountChoice } from '@/components/account-choice.tsx';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { failureOf } from '@/trpc/failure.ts';
import { EventChoice } from './event-choice.tsx';
import type { WebhookDraft } from './webhook-draft.ts';

interface WebhookFormProps {
  readonly initial: WebhookDraft;
  readonly error: unknown;
  readonly isPending: boolean;
  /** Whether what it begins with was just saved. */
  readonly isSaved?: boolean;
  readonly submitLabel: string;
  readonly onSubmit: (draft: WebhookDraft) => void;
}

/** Where a webhook goes, and what it tells of. */
export function WebhookForm({ initial, error, isPending, isSaved, submitLabel, onSubmit }: WebhookFormProps) {
  const [base, setBase] = useState(initial);
  const [draft, setDraft] = useState(initial);
  const change = (changes: Partial<WebhookDraft>) => setDraft({ ...draft, ...changes });
  if (base !== initial) {
    setBase(initial);
    // What was typed stays, unless it is what was saved.
    if (draft === base || isSaved) setDraft(initial);
  }
  const { fields } = failureOf(error);

  function submit(event: FormEvent) {
    event.preventDefault();
    onSubmit(draft);
  }
  return (
    <form onSubmit={submit} className="flex max-w-3xl flex-col gap-2 rounded-lg border bg-sheet p-5">
      <Field
        label="Address"
        error={fields.Url}
        hint="Events are sent there with POST. The operator of the service allows the targets."
      >
        {(control) => (
          <Input
            {...control}
            className="font-mono text-xs"
            autoComplete="off"
            spellCheck={false}
            placeholder="https://agent.example.com/webhooks"
            value={draft.url}
            onChange={(event) => change({ url: event.target.value })}
          />
        )}
      </Field>
      <Field label="Description (optional)" error={fields.Description}>
        {(control) => (
          <Input
            {...control}
            value={draft.description}
            onChange={(event) => change({ description: event.target.value })}
          />
        )}
      </Field>
      <EventChoice chosen={draft.eventTypes} onChange={(eventTypes) => change({ eventTypes })} />
      <Field
        label="Only these accounts"
        error={fields.AccountIds}
        hint="Leave empty for all, and for sessions without an account."
      >
        {({ id }) => (
          <AccountChoice
            id={id}
            chosen={draft.accountIds}
            onChange={(accountIds) => change({ accountIds: [...accountIds] })}
          />
        )}
      </Field>
      <Checkbox checked={draft.enabled} onChange={(enabled) => change({ enabled })}>
        Events are sent
      </Checkbox>
      {error !== null && Object.keys(fields).length === 0 && <FailureNotice error={error} />}
      <div className="mt-2 flex items-center gap-3">
        <Button type="submit" disabled={isPending}>
          {isPending ? 'Saving …' : submitLabel}
        </Button>
        <span role="status" className="text-sm text-muted">
          {isSaved && draft === base && 'Saved.'}
        </span>
      </div>
    </form>
  );
}
