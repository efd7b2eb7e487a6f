'use client';

import type { AccountInfo } from '@ai-sessions/contract';
import { FormField } from '@/components/form/form-field.tsx';
import { FormFoot } from '@/components/form/form-foot.tsx';
import { Input } from '@/components/ui/field.tsx';
import { useAccountForm } from './use-account-form.ts';

/** Renames an account. */
export function NameForm({ account }: { account: AccountInfo }) {
  const form = useAccountForm({
    account,
    valuesOf: ({ name = '' }) => ({ name }),
    changesOf: ({ name }) => ({ name }),
  });
  return (
    <form onSubmit={form.submit} className="flex flex-col gap-1 rounded-lg border bg-sheet p-5">
      <FormField fields={form.fields} name="name" label="Name">
        {(control, field) => <Input {...control} {...field} />}
      </FormField>
      <FormFoot form={form} submitLabel="Rename" />
    </form>
  );
}
