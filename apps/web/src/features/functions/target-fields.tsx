'use client';

import { useController, useWatch } from 'react-hook-form';
import { FormField } from '@/components/form/form-field.tsx';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { Input } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import type { FunctionDraft, FunctionFieldsProps } from './function-draft.ts';
import { HeaderFields } from './header-fields.tsx';

const methods = ['POST', 'PUT', 'PATCH', 'DELETE'] as const satisfies readonly FunctionDraft['method'][];

/** What a function calls, and how. */
export function TargetFields({
  fields,
  headerNames,
}: FunctionFieldsProps & { readonly headerNames: readonly string[] }) {
  const honoursIdempotencyKey = useWatch({ control: fields.control, name: 'honoursIdempotencyKey' });
  const { field: headers, fieldState } = useController({ control: fields.control, name: 'headers' });
  return (
    <fieldset className="flex flex-col gap-2 rounded-lg border bg-sheet p-5">
      <legend className="px-1 text-sm font-semibold">What it calls</legend>
      <div className="grid grid-cols-1 gap-2 sm:grid-cols-[8rem_minmax(0,1fr)]">
        <FormField fields={fields} name="method" label="Method">
          {(control, field) => (
            <Select {...control} {...field}>
              {methods.map((method) => (
                <option key={method}>{method}</option>
              ))}
            </Select>
          )}
        </FormField>
        <FormField
          fields={fields}
          name="url"
          label="Address"
          hint="Arguments in braces in path and query. The operator allows the targets."
        >
          {(control, field) => (
            <Input
              {...control}
              {...field}
              className="font-mono text-xs"
              autoComplete="off"
              spellCheck={false}
              placeholder="https://voice.example.com/extensions/{extension}/greeting"
            />
          )}
        </FormField>
      </div>
      <FormField
        fields={fields}
        name="readUrl"
        label="Address of the current values (optional)"
        hint="Read with GET to show before and after, and to settle calls in doubt."
      >
        {(control, field) => (
          <Input
            {...control}
            {...field}
            className="font-mono text-xs"
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </FormField>
      <HeaderFields
        known={headerNames}
        headers={headers.value}
        error={fieldState.error?.message}
        onChange={headers.onChange}
      />
      <FormField fields={fields} name="timeoutSeconds" label="Timeout in seconds" hint="1 to 20.">
        {(control, field) => (
          <Input
            {...control}
            {...field}
            type="number"
            min={1}
            max={20}
            required
            className="w-28"
            value={Number.isNaN(field.value) ? '' : field.value}
            onChange={(event) => field.onChange(event.target.valueAsNumber)}
          />
        )}
      </FormField>
      <Checkbox
        checked={honoursIdempotencyKey}
        onChange={(wanted) => fields.setValue('honoursIdempotencyKey', wanted, { shouldDirty: true })}
      >
        The target carries out a call once per Idempotency-Key
      </Checkbox>
      <p className="text-xs text-muted">Only then is a call that may have arrived repeated.</p>
    </fieldset>
  );
}
