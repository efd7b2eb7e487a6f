'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useWatch } from 'react-hook-form';
import { AccountPicker } from '@/components/account-picker.tsx';
import { FormField } from '@/components/form/form-field.tsx';
import { FormFoot } from '@/components/form/form-foot.tsx';
import { useContractForm } from '@/components/form/use-contract-form.ts';
import { NewPasswordInput, PASSWORD_HINT } from '@/components/new-password-input.tsx';
import { RoleChoice } from '@/components/role-choice.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Input } from '@/components/ui/field.tsx';
import type { LaterDialogProps } from '@/components/ui/later-dialog.tsx';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';

interface UserDraft {
  readonly emailAddress: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly password: string;
  readonly accountId: string;
  readonly roles: string[];
}

const blank: UserDraft = {
  emailAddress: '',
  firstName: '',
  lastName: '',
  password: '',
  accountId: '',
  roles: [],
};

interface NewUserWindowProps extends LaterDialogProps {
  readonly grantsRoles: boolean;
}

/** Asks for a new user, and keeps what was typed while it is closed. */
export default function NewUserWindow({ open, onOpenChange, grantsRoles }: NewUserWindowProps) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  const router = useRouter();
  const known = useQuery(trpc.user.roles.queryOptions({}, { enabled: open && grantsRoles }));
  const form = useContractForm({
    values: blank,
    request: 'NewUser',
    requestOf: ({ accountId, roles, ...draft }) => ({
      ...draft,
      accountId: accountId || undefined,
      roles: roles.length > 0 ? roles : undefined,
    }),
    send: (request) => api.user.create.mutate(request),
    async onSent({ id }) {
      form.clear();
      await queries.invalidateQueries({ queryKey: trpc.user.list.queryKey() });
      router.push(`/admin/users/${id}`);
    },
  });
  const { fields } = form;
  const roles = useWatch({ control: fields.control, name: 'roles' });

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="New user"
      description="Somebody who can sign in. Without a password, they use single sign-on or a recovery link."
    >
      <form onSubmit={form.submit} className="flex flex-col gap-1">
        <FormField fields={fields} name="emailAddress" label="E-mail address">
          {(control, field) => <Input {...control} {...field} type="email" autoComplete="off" />}
        </FormField>
        <div className="grid grid-cols-2 gap-3">
          <FormField fields={fields} name="firstName" label="First name">
            {(control, field) => <Input {...control} {...field} />}
          </FormField>
          <FormField fields={fields} name="lastName" label="Last name">
            {(control, field) => <Input {...control} {...field} />}
          </FormField>
        </div>
        <FormField fields={fields} name="password" label="Password" hint={PASSWORD_HINT}>
          {(control, field) => <NewPasswordInput {...control} {...field} generates />}
        </FormField>
        <FormField
          fields={fields}
          name="accountId"
          label="Account"
          hint="The account they may work on. You can add more later."
        >
          {({ id }, { value, onChange }) => (
            <AccountPicker
              id={id}
              value={value || undefined}
              onChange={(accountId) => onChange(accountId ?? '')}
              none="None"
            />
          )}
        </FormField>
        {grantsRoles && (
          <RoleChoice
            legend="Roles"
            roles={known.data?.roles ?? []}
            chosen={roles}
            onChange={(chosen) => fields.setValue('roles', [...chosen], { shouldDirty: true })}
          />
        )}
        <FormFoot form={form} submitLabel="Create user" pendingLabel="Creating …" isNew />
      </form>
    </Dialog>
  );
}
