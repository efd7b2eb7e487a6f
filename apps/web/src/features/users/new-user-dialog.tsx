'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { AccountPicker } from '@/components/account-picker.tsx';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { NewPasswordField } from '@/components/new-password-field.tsx';
import { RoleChoice } from '@/components/role-choice.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { failureOf } from '@/trpc/failure.ts';

const blank = {
  emailAddress: '',
  firstName: '',
  lastName: '',
  password: '',
  roles: [] as readonly string[],
  accountId: undefined as string | undefined,
};

/** Creates a user and goes to their page. A failure keeps what was typed. */
export function NewUserDialog({ grantsRoles }: { grantsRoles: boolean }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [user, setUser] = useState(blank);
  const known = useQuery(trpc.user.roles.queryOptions({}, { enabled: open && grantsRoles }));
  const create = useMutation(
    trpc.user.create.mutationOptions({
      onSuccess: async ({ id }) => {
        await queries.invalidateQueries({ queryKey: trpc.user.list.queryKey() });
        router.push(`/admin/users/${id}`);
      },
    }),
  );
  const { fields } = failureOf(create.error);
  const set = (change: Partial<typeof blank>) => setUser({ ...user, ...change });

  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate({ ...user, roles: user.roles.length > 0 ? [...user.roles] : undefined });
  }

  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Plus aria-hidden /> New user
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="New user"
        description="Somebody who can sign in. Without a password, they use single sign-on or a recovery link."
      >
        <form onSubmit={submit} className="flex flex-col gap-1">
          {create.isError && Object.keys(fields).length === 0 && <FailureNotice error={create.error} />}
          <Field label="E-mail address" error={fields.EmailAddress}>
            {(control) => (
              <Input
                {...control}
                type="email"
                autoComplete="off"
                value={user.emailAddress}
                onChange={(event) => set({ emailAddress: event.target.value })}
              />
            )}
          </Field>
          <div className="grid grid-cols-2 gap-3">
            <Field label="First name" error={fields.FirstName}>
              {(control) => (
                <Input
                  {...control}
                  value={user.firstName}
                  onChange={(event) => set({ firstName: event.target.value })}
                />
              )}
            </Field>
            <Field label="Last name" error={fields.LastName}>
              {(control) => (
                <Input
                  {...control}
                  value={user.lastName}
                  onChange={(event) => set({ lastName: event.target.value })}
                />
              )}
            </Field>
          </div>
          <NewPasswordField
            label="Password"
            value={user.password}
            onChange={(password) => set({ password })}
            error={fields.Password}
            generates
          />
          <Field
            label="Account"
            error={fields.AccountId}
            hint="The account they may work on. You can add more later."
          >
            {({ id }) => (
              <AccountPicker
                id={id}
                value={user.accountId}
                onChange={(accountId) => set({ accountId })}
                none="None"
              />
            )}
          </Field>
          {grantsRoles && (
            <RoleChoice
              legend="Roles"
              roles={known.data?.roles ?? []}
              chosen={user.roles}
              onChange={(roles) => set({ roles })}
            />
          )}
          <Button type="submit" className="mt-3 self-start" disabled={create.isPending || create.isSuccess}>
            {create.isPending ? 'Creating …' : 'Create user'}
          </Button>
        </form>
      </Dialog>
    </>
  );
}
