'use client';

import { Checkbox } from '@/components/ui/checkbox.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import type { FunctionDraft, FunctionFieldsProps } from './function-draft.ts';
import { HeaderFields } from './header-fields.tsx';

const methods = ['POST', 'PUT', 'PATCH', 'DELETE'] as const satisfies readonly FunctionDraft['method'][];

/** What a function calls, and how. */
export function TargetFields({
  draft,
  change,
  fields,
  headerNames,
}: FunctionFieldsProps & { readonly headerNames: readonly string[] }) {
  return (
    <fieldset className="flex flex-col gap-2 rounded-lg border bg-sheet p-5">
      <legend className="px-1 text-sm font-semibold">What it calls</legend>
      <div className="grid grid-cols-1 gap-2 sm:grid-cols-[8rem_minmax(0,1fr)]">
        <Field label="Method" error={fields.Method}>
          {(control) => (
            <Select
              {...control}
              value={draft.method}
              onChange={(event) => change({ method: event.target.value as (typeof methods)[number] })}
            >
              {methods.map((method) => (
                <option key={method}>{method}</option>
              ))}
            </Select>
          )}
        </Field>
        <Field
          label="Address"
          error={fields.Url}
          hint="Arguments in braces in path and query. The operator allows the targets."
        >
          {(control) => (
            <Input
              {...control}
              className="font-mono text-xs"
              autoComplete="off"
              spellCheck={false}
              placeholder="https://voice.example.com/extensions/{extension}/greeting"
              value={draft.url}
              onChange={(event) => change({ url: event.target.value })}
            />
          )}
        </Field>
      </div>
      <Field
        label="Address of the current values (optional)"
        error={fields.ReadUrl}
        hint="Read with GET to show before and after, and to settle calls in doubt."
      >
        {(control) => (
          <Input
            {...control}
            className="font-mono text-xs"
            autoComplete="off"
            spellCheck={false}
            value={draft.readUrl}
            onChange={(event) => change({ readUrl: event.target.value })}
          />
        )}
      </Field>
      <HeaderFields
        known={headerNames}
        headers={draft.headers}
        error={fields.Headers}
        onChange={(headers) => change({ headers })}
      />
      <Field label="Timeout in seconds" error={fields.TimeoutSeconds} hint="1 to 20.">
        {(control) => (
          <Input
            {...control}
            type="number"
            min={1}
            max={20}
            required
            className="w-28"
            value={Number.isNaN(draft.timeoutSeconds) ? '' : draft.timeoutSeconds}
            onChange={(event) => change({ timeoutSeconds: event.target.valueAsNumber })}
          />
        )}
      </Field>
      <Checkbox
        checked={draft.honoursIdempotencyKey}
        onChange={(honoursIdempotencyKey) => change({ honoursIdempotencyKey })}
      >
        The target carries out a call once per Idempotency-Key
      </Checkbox>
      <p className="text-xs text-muted">Only then is a call that may have arrived repeated.</p>
    </fieldset>
  );
}
