'use client';

import { useWatch } from 'react-hook-form';
import { AccountChoice } from '@/components/account-choice.tsx';
import { FormField } from '@/components/form/form-field.tsx';
import { FormFoot } from '@/components/form/form-foot.tsx';
import type { ContractForm } from '@/components/form/use-contract-form.ts';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { Input } from '@/components/ui/field.tsx';
import { EventChoice } from './event-choice.tsx';
import type { WebhookDraft } from './webhook-draft.ts';

interface WebhookFormProps {
  readonly form: ContractForm<WebhookDraft>;
  readonly submitLabel: string;
  /** Whether it is for a webhook that is not there yet. */
  readonly isNew?: boolean;
}

/** Where a webhook goes, and what it tells of. */
export function WebhookForm({ form, submitLabel, isNew = false }: WebhookFormProps) {
  const { fields } = form;
  const [eventTypes, enabled] = useWatch({ control: fields.control, name: ['eventTypes', 'enabled'] });
  return (
    <form onSubmit={form.submit} className="flex max-w-3xl flex-col gap-2 rounded-lg border bg-sheet p-5">
      <FormField
        fields={fields}
        name="url"
        label="Address"
        hint="Events are sent there with POST. The operator of the service allows the targets."
      >
        {(control, field) => (
          <Input
            {...control}
            {...field}
            className="font-mono text-xs"
            autoComplete="off"
            spellCheck={false}
            placeholder="https://agent.example.com/webhooks"
          />
        )}
      </FormField>
      <FormField fields={fields} name="description" label="Description (optional)">
        {(control, field) => <Input {...control} {...field} />}
      </FormField>
      <EventChoice
        chosen={eventTypes}
        onChange={(chosen) => fields.setValue('eventTypes', chosen, { shouldDirty: true })}
      />
      <FormField
        fields={fields}
        name="accountIds"
        label="Only these accounts"
        hint="Leave empty for all, and for sessions without an account."
      >
        {({ id }, { value, onChange }) => (
          <AccountChoice
            id={id}
            chosen={value}
            whenNone="All accounts, and sessions without one."
            onChange={(chosen) => onChange([...chosen])}
          />
        )}
      </FormField>
      <Checkbox
        checked={enabled}
        onChange={(wanted) => fields.setValue('enabled', wanted, { shouldDirty: true })}
      >
        Events are sent
      </Checkbox>
      <FormFoot form={form} submitLabel={submitLabel} isNew={isNew} />
    </form>
  );
}
