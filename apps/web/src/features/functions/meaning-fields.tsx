'use client';

import { Field, Input, Textarea } from '@/components/ui/field.tsx';
import { AccountArguments } from './account-arguments.tsx';
import type { FunctionFieldsProps } from './function-draft.ts';
import { ObjectArguments } from './object-arguments.tsx';
import { schemaFault } from './schema-properties.ts';
import { TitlePreview } from './title-preview.tsx';

/** What a function is called, does and takes. */
export function MeaningFields({ draft, change, fields }: FunctionFieldsProps) {
  return (
    <fieldset className="flex flex-col gap-2 rounded-lg border bg-sheet p-5">
      <legend className="px-1 text-sm font-semibold">What it does</legend>
      <Field label="Name" error={fields.Name} hint="Agents name it in their actions.">
        {(control) => (
          <Input
            {...control}
            className="font-mono"
            autoComplete="off"
            spellCheck={false}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label="Description" error={fields.Description} hint="For agents and reviewers.">
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            className="min-h-16"
            value={draft.description}
            onChange={(event) => change({ description: event.target.value })}
          />
        )}
      </Field>
      <Field
        label="Title of its actions"
        error={fields.Title}
        hint="What the reviewer reads, with arguments in braces: Rename {extension} to {name}"
      >
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            value={draft.title}
            onChange={(event) => change({ title: event.target.value })}
          />
        )}
      </Field>
      <TitlePreview title={draft.title} parameters={draft.parameters} />
      <Field
        label="Arguments"
        error={fields.Parameters ?? schemaFault(draft.parameters)}
        hint="JSON Schema: 2020-12, or what its $schema names."
      >
        {(control) => (
          <Textarea
            {...control}
            rows={10}
            spellCheck={false}
            className="font-mono text-xs"
            value={draft.parameters}
            onChange={(event) => change({ parameters: event.target.value })}
          />
        )}
      </Field>
      <AccountArguments
        parameters={draft.parameters}
        chosen={draft.accountArguments}
        error={fields.AccountArguments}
        onChange={(accountArguments) => change({ accountArguments: [...accountArguments] })}
      />
      <ObjectArguments
        parameters={draft.parameters}
        chosen={draft.objectArguments}
        error={faultOf(fields, 'ObjectArguments')}
        onChange={(objectArguments) => change({ objectArguments: [...objectArguments] })}
      />
    </fieldset>
  );
}

/** What is wrong with a list or something in it. */
function faultOf(fields: FunctionFieldsProps['fields'], name: string): string | undefined {
  const place = Object.keys(fields).find((key) => key === name || key.startsWith(`${name}[`));
  return place && fields[place];
}
