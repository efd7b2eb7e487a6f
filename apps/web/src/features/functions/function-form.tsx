'use client';

import type { AIFunctionInfo } from '@ai-sessions/contract';
import { type FormEvent, useEffect, useRef } from 'react';
import { AccountChoice } from '@/components/account-choice.tsx';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import { ChangedMeanwhile, failureOf } from '@/trpc/failure.ts';
import { ForeignChanges } from './foreign-changes.tsx';
import type { FunctionDraft } from './function-draft.ts';
import { JudgeChoice } from './judge-choice.tsx';
import { MeaningFields } from './meaning-fields.tsx';
import { TargetFields } from './target-fields.tsx';
import { useFunctionDraft } from './use-function-draft.ts';

interface FunctionFormProps {
  readonly initial: FunctionDraft;
  /** The function as the catalogue has it; absent for a new one. */
  readonly known: AIFunctionInfo | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  /** Whether what it began with was just saved. */
  readonly isSaved?: boolean;
  readonly submitLabel: string;
  readonly onSubmit: (draft: FunctionDraft) => void;
}

const risks = {
  Ordinary: 'Applied without further questions, unless somebody is named below.',
  Dangerous: 'Carried out only once a person has accepted it, without an API key.',
  Irreversible:
    'The same, and applied only in the browser, with a sign-in of the last 15 minutes and the customer’s name typed.',
} as const;

/** What a function is, what it calls and who may use it. Of a built-in one only the last can be changed. */
export function FunctionForm(props: FunctionFormProps) {
  const { initial, known, error, isPending, isSaved = false, submitLabel, onSubmit } = props;
  const { draft, change, foreign, isTouched } = useFunctionDraft(initial, isSaved);
  const { fields } = failureOf(error);
  const isToldBelow = foreign.length > 0 && error instanceof ChangedMeanwhile;
  const isBuiltIn = known?.target === 'BuiltIn';

  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // What is wrong may be far above the button.
    if (Object.keys(failureOf(error).fields).length === 0) return;
    const wrong = form.current?.querySelector('[aria-invalid=true]');
    if (wrong instanceof HTMLElement) wrong.focus();
  }, [error]);

  function submit(event: FormEvent) {
    event.preventDefault();
    onSubmit(draft);
  }
  return (
    <form ref={form} onSubmit={submit} className="flex max-w-3xl flex-col gap-6">
      {!isBuiltIn && <MeaningFields {...{ draft, change, fields }} />}
      {!isBuiltIn && <TargetFields {...{ draft, change, fields }} headerNames={known?.headerNames ?? []} />}
      <fieldset className="flex flex-col gap-2 rounded-lg border bg-sheet p-5">
        <legend className="px-1 text-sm font-semibold">Use</legend>
        <Field label="Risk" error={fields.Risk} hint={risks[draft.risk]}>
          {(control) => (
            <Select
              {...control}
              value={draft.risk}
              onChange={(event) => change({ risk: event.target.value as keyof typeof risks })}
            >
              {Object.keys(risks).map((risk) => (
                <option key={risk}>{risk}</option>
              ))}
            </Select>
          )}
        </Field>
        <Field
          label="Who may judge"
          error={fields.JudgeIds}
          hint="Leave empty for every system administrator. One of those named has to accept its actions."
        >
          {({ id }) => (
            <JudgeChoice
              id={id}
              chosen={draft.judgeIds}
              onChange={(judgeIds) => change({ judgeIds: [...judgeIds] })}
            />
          )}
        </Field>
        <Checkbox
          checked={draft.needsSecondPerson}
          onChange={(needsSecondPerson) => change({ needsSecondPerson })}
        >
          A second person is needed
        </Checkbox>
        <p className="mb-2 text-xs text-muted">
          Whoever accepts one of its actions may neither apply it nor have queued or corrected it.
        </p>
        <Field
          label="Only these accounts"
          error={fields.AccountIds}
          hint="Leave empty to allow all accounts."
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
          Actions with it may be applied
        </Checkbox>
      </fieldset>
      {error !== null && Object.keys(fields).length === 0 && !isToldBelow && <FailureNotice error={error} />}
      {foreign.length > 0 && <ForeignChanges changes={foreign} draft={draft} by={known?.lastModifiedBy} />}
      <div className="flex items-center gap-3">
        <Button type="submit" disabled={isPending}>
          {isPending ? 'Saving …' : submitLabel}
        </Button>
        <span role="status" className="text-sm text-muted">
          {isSaved && !isTouched && 'Saved.'}
        </span>
      </div>
    </form>
  );
}
