'use client';

import type { AIFunctionInfo } from '@ai-sessions/contract';
import { useWatch } from 'react-hook-form';
import { AccountChoice } from '@/components/account-choice.tsx';
import { FormField } from '@/components/form/form-field.tsx';
import { FormFoot } from '@/components/form/form-foot.tsx';
import type { ContractForm } from '@/components/form/use-contract-form.ts';
import type { ForeignChange } from '@/components/form/use-record-form.ts';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { Select } from '@/components/ui/select.tsx';
import { ChangedMeanwhile } from '@/trpc/failure.ts';
import { ForeignChanges } from './foreign-changes.tsx';
import type { FunctionDraft } from './function-draft.ts';
import { JudgeChoice } from './judge-choice.tsx';
import { MeaningFields } from './meaning-fields.tsx';
import { TargetFields } from './target-fields.tsx';

interface FunctionFormProps {
  readonly form: ContractForm<FunctionDraft>;
  /** What somebody else saved while the function was edited here. */
  readonly foreign: readonly ForeignChange[];
  /** The function as the catalogue has it; absent for a new one. */
  readonly known: AIFunctionInfo | undefined;
  readonly submitLabel: string;
}

const risks = {
  Ordinary: 'Applied without further questions, unless somebody is named below.',
  Dangerous: 'Carried out only once a person has accepted it, without an API key.',
  Irreversible:
    'The same, and applied only in the browser, with a sign-in of the last 15 minutes and the customer’s name typed.',
} as const;

/** What a function is, what it calls and who may use it. Of a built-in one only the last can be changed. */
export function FunctionForm({ form, foreign, known, submitLabel }: FunctionFormProps) {
  const { fields } = form;
  const draft = useWatch({ control: fields.control, compute: (values: FunctionDraft) => values });
  const isBuiltIn = known?.target === 'BuiltIn';
  const set = { shouldDirty: true } as const;
  return (
    <form onSubmit={form.submit} className="flex max-w-3xl flex-col gap-6">
      {!isBuiltIn && <MeaningFields fields={fields} />}
      {!isBuiltIn && <TargetFields fields={fields} headerNames={known?.headerNames ?? []} />}
      <fieldset className="flex flex-col gap-2 rounded-lg border bg-sheet p-5">
        <legend className="px-1 text-sm font-semibold">Use</legend>
        <FormField fields={fields} name="risk" label="Risk" hint={risks[draft.risk]}>
          {(control, field) => (
            <Select {...control} {...field}>
              {Object.keys(risks).map((risk) => (
                <option key={risk}>{risk}</option>
              ))}
            </Select>
          )}
        </FormField>
        <FormField
          fields={fields}
          name="judgeIds"
          label="Who may judge"
          hint="Leave empty for every system administrator. One of those named has to accept its actions."
        >
          {({ id }, { value, onChange }) => (
            <JudgeChoice id={id} chosen={value} onChange={(chosen) => onChange([...chosen])} />
          )}
        </FormField>
        <Checkbox
          checked={draft.needsSecondPerson}
          onChange={(wanted) => fields.setValue('needsSecondPerson', wanted, set)}
        >
          A second person is needed
        </Checkbox>
        <p className="mb-2 text-xs text-muted">
          Whoever accepts one of its actions may neither apply it nor have queued or corrected it.
        </p>
        <FormField
          fields={fields}
          name="accountIds"
          label="Only these accounts"
          hint="Leave empty to allow all accounts."
        >
          {({ id }, { value, onChange }) => (
            <AccountChoice
              id={id}
              chosen={value}
              whenNone="All accounts."
              onChange={(chosen) => onChange([...chosen])}
            />
          )}
        </FormField>
        <Checkbox checked={draft.enabled} onChange={(wanted) => fields.setValue('enabled', wanted, set)}>
          Actions with it may be applied
        </Checkbox>
      </fieldset>
      {foreign.length > 0 && <ForeignChanges changes={foreign} draft={draft} by={known?.lastModifiedBy} />}
      <FormFoot
        form={form}
        submitLabel={submitLabel}
        isNew={known === undefined}
        isTold={foreign.length > 0 && form.failure instanceof ChangedMeanwhile}
      />
    </form>
  );
}
