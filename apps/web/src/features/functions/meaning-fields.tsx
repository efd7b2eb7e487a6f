'use client';

import { useController, useWatch } from 'react-hook-form';
import { FormField } from '@/components/form/form-field.tsx';
import { Input, Textarea } from '@/components/ui/field.tsx';
import { AccountArguments } from './account-arguments.tsx';
import type { FunctionFieldsProps } from './function-draft.ts';
import { ObjectArguments } from './object-arguments.tsx';
import { schemaFault } from './schema-properties.ts';
import { TitlePreview } from './title-preview.tsx';

/** What a function is called, does and takes. */
export function MeaningFields({ fields }: FunctionFieldsProps) {
  const [title, parameters] = useWatch({ control: fields.control, name: ['title', 'parameters'] });
  const accounts = useController({ control: fields.control, name: 'accountArguments' });
  const objects = useController({ control: fields.control, name: 'objectArguments' });
  return (
    <fieldset className="flex flex-col gap-2 rounded-lg border bg-sheet p-5">
      <legend className="px-1 text-sm font-semibold">What it does</legend>
      <FormField fields={fields} name="name" label="Name" hint="Agents name it in their actions.">
        {(control, field) => (
          <Input {...control} {...field} className="font-mono" autoComplete="off" spellCheck={false} />
        )}
      </FormField>
      <FormField fields={fields} name="description" label="Description" hint="For agents and reviewers.">
        {(control, field) => <Textarea {...control} {...field} rows={2} className="min-h-16" />}
      </FormField>
      <FormField
        fields={fields}
        name="title"
        label="Title of its actions"
        hint="What the reviewer reads, with arguments in braces: Rename {extension} to {name}"
      >
        {(control, field) => <Input {...control} {...field} autoComplete="off" />}
      </FormField>
      <TitlePreview title={title} parameters={parameters} />
      <FormField
        fields={fields}
        name="parameters"
        label="Arguments"
        fault={schemaFault(parameters)}
        hint="JSON Schema: 2020-12, or what its $schema names."
      >
        {(control, field) => (
          <Textarea {...control} {...field} rows={10} spellCheck={false} className="font-mono text-xs" />
        )}
      </FormField>
      <AccountArguments
        parameters={parameters}
        chosen={accounts.field.value}
        error={accounts.fieldState.error?.message}
        onChange={(names) => accounts.field.onChange([...names])}
      />
      <ObjectArguments
        parameters={parameters}
        chosen={objects.field.value}
        error={objects.fieldState.error?.message}
        onChange={(chosen) => objects.field.onChange([...chosen])}
      />
    </fieldset>
  );
}
