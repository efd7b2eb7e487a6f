'use client';

import { useQueryClient } from '@tanstack/react-query';
import { FormField } from '@/components/form/form-field.tsx';
import { FormFoot } from '@/components/form/form-foot.tsx';
import { useContractForm } from '@/components/form/use-contract-form.ts';
import { NewPasswordInput, PASSWORD_HINT } from '@/components/new-password-input.tsx';
import { Input } from '@/components/ui/field.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';

/** Changes the visitor's own password. */
export function PasswordForm() {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  const form = useContractForm({
    values: { currentPassword: '', newPassword: '' },
    request: 'ChangePassword',
    requestOf: (passwords) => passwords,
    send: (request) => api.auth.changePassword.mutate(request),
    onSent() {
      form.clear();
      return queries.invalidateQueries({ queryKey: trpc.auth.sessions.queryKey() });
    },
  });
  return (
    <form onSubmit={form.submit} className="flex flex-col gap-2 rounded-lg border bg-sheet p-5">
      {form.isSent && !form.isTyped && (
        <Notice tone="plain">Your password is changed. Everywhere else you are signed out.</Notice>
      )}
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        <FormField fields={form.fields} name="currentPassword" label="Current password">
          {(control, field) => (
            <Input {...control} {...field} type="password" autoComplete="current-password" />
          )}
        </FormField>
        <FormField fields={form.fields} name="newPassword" label="New password" hint={PASSWORD_HINT}>
          {(control, field) => <NewPasswordInput {...control} {...field} />}
        </FormField>
      </div>
      <FormFoot form={form} submitLabel="Change password" pendingLabel="Changing …" isNew />
    </form>
  );
}
