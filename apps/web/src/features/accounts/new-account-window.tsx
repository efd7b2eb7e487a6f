'use client';

import { useQueryClient } from '@tanstack/react-query';
import { AccountPicker } from '@/components/account-picker.tsx';
import { FormField } from '@/components/form/form-field.tsx';
import { FormFoot } from '@/components/form/form-foot.tsx';
import { useContractForm } from '@/components/form/use-contract-form.ts';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Input } from '@/components/ui/field.tsx';
import type { LaterDialogProps } from '@/components/ui/later-dialog.tsx';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { once } from '@/trpc/links.ts';

/** Asks for a new account, and keeps what was typed while it is closed. */
export default function NewAccountWindow({ open, onOpenChange }: LaterDialogProps) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  const form = useContractForm({
    values: { name: '', parentAccountId: '' },
    request: 'NewAccount',
    requestOf: ({ name, parentAccountId }) => ({ name, parentAccountId: parentAccountId || undefined }),
    send: (request) => api.account.create.mutate(request, once()),
    onSent() {
      onOpenChange(false);
      form.clear();
      return Promise.all(
        [trpc.account.list.queryKey(), trpc.setup.pathKey()].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      );
    },
  });

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="New account"
      description="A customer that sessions can work on."
    >
      <form onSubmit={form.submit} className="flex flex-col gap-2">
        <FormField fields={form.fields} name="name" label="Name">
          {(control, field) => <Input {...control} {...field} />}
        </FormField>
        <FormField fields={form.fields} name="parentAccountId" label="Parent account">
          {({ id }, { value, onChange }) => (
            <AccountPicker
              id={id}
              value={value || undefined}
              onChange={(accountId) => onChange(accountId ?? '')}
              none="None: at the top"
            />
          )}
        </FormField>
        <FormFoot form={form} submitLabel="Create account" pendingLabel="Creating …" isNew />
      </form>
    </Dialog>
  );
}
