'use client';

import { useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type UseFormReturn, useController } from 'react-hook-form';
import { AccountPicker } from '@/components/account-picker.tsx';
import { FormField } from '@/components/form/form-field.tsx';
import { FormFoot } from '@/components/form/form-foot.tsx';
import { useContractForm } from '@/components/form/use-contract-form.ts';
import { Button } from '@/components/ui/button.tsx';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { once } from '@/trpc/links.ts';
import { PurposeField } from './purpose-field.tsx';

/** Opens a session and goes to its page. A failure keeps what was typed. */
export function NewSessionForm() {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  const router = useRouter();
  const form = useContractForm({
    values: { accountId: '', purpose: '' },
    request: 'NewAISession',
    requestOf: ({ accountId, purpose }) => ({ accountId: accountId || undefined, purpose }),
    send: (request) => api.session.create.mutate(request, once()),
    async onSent({ id }) {
      form.clear();
      await queries.invalidateQueries({ queryKey: trpc.session.list.queryKey() });
      router.push(`/admin/sessions/${id}`);
    },
  });

  return (
    <form onSubmit={form.submit} className="flex max-w-xl flex-col gap-3 rounded-lg border bg-sheet p-5">
      <FormField
        fields={form.fields}
        name="accountId"
        label="Account"
        hint="Choose the whole platform for work that is not about a single customer."
      >
        {({ id }, { value, onChange }) => (
          <AccountPicker
            id={id}
            value={value || undefined}
            onChange={(accountId) => onChange(accountId ?? '')}
            none="Whole platform"
          />
        )}
      </FormField>
      <Purpose fields={form.fields} />
      <FormFoot form={form} submitLabel="Open session" pendingLabel="Opening …" isNew>
        <Button asChild variant="ghost">
          <Link href="/admin/sessions">Cancel</Link>
        </Button>
      </FormFoot>
    </form>
  );
}

function Purpose({ fields }: { fields: UseFormReturn<{ accountId: string; purpose: string }> }) {
  const { field, fieldState } = useController({ control: fields.control, name: 'purpose' });
  return <PurposeField value={field.value} onChange={field.onChange} error={fieldState.error?.message} />;
}
