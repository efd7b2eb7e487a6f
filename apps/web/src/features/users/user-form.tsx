'use client';

import type { UserInfo } from '@ai-sessions/contract';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { AccountChoice } from '@/components/account-choice.tsx';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { RoleChoice } from '@/components/role-choice.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { failureOf } from '@/trpc/failure.ts';
import { AccessFields } from './access-fields.tsx';
import { useUserChange } from './use-user-change.ts';

interface UserFormProps {
  readonly user: UserInfo;
  readonly grantsRoles: boolean;
}

interface UserDraft {
  readonly firstName: string;
  readonly lastName: string;
  readonly roles: readonly string[];
  readonly accountIds: readonly string[];
  readonly managerAccess: NonNullable<UserInfo['managerAccess']>;
  readonly dashboardPermissions: NonNullable<UserInfo['dashboardPermissions']>;
}

/** What can be changed about a user in place: names, roles, access, accounts. */
export function UserForm({ user, grantsRoles }: UserFormProps) {
  const trpc = useTRPC();
  const { id: userId = '', firstName = '', lastName = '', roles = [], accountIds = [] } = user;
  const { managerAccess = 'ReadWriteDelete', dashboardPermissions = [] } = user;
  /** What was typed, and nothing else: the rest follows what others save, and is not sent. */
  const [typed, setTyped] = useState<Partial<UserDraft>>({});
  const draft: UserDraft = {
    firstName,
    lastName,
    roles,
    accountIds,
    managerAccess,
    dashboardPermissions,
    ...typed,
  };
  const known = useQuery(trpc.user.roles.queryOptions({}, { enabled: grantsRoles }));
  const change = useUserChange({ onSuccess: () => setTyped({}) });
  const { fields } = failureOf(change.error);
  const set = (part: Partial<UserDraft>) => setTyped({ ...typed, ...part });

  function submit(event: FormEvent) {
    event.preventDefault();
    change.mutate({
      userId,
      firstName: typed.firstName,
      lastName: typed.lastName,
      roles: typed.roles && [...typed.roles],
      accountIds: typed.accountIds && [...typed.accountIds],
      managerAccess: typed.managerAccess,
      dashboardPermissions: typed.dashboardPermissions,
    });
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3 rounded-lg border bg-sheet p-5">
      {change.isError && Object.keys(fields).length === 0 && <FailureNotice error={change.error} />}
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        <Field label="First name" error={fields.FirstName}>
          {(control) => (
            <Input
              {...control}
              value={draft.firstName}
              onChange={(event) => set({ firstName: event.target.value })}
            />
          )}
        </Field>
        <Field label="Last name" error={fields.LastName}>
          {(control) => (
            <Input
              {...control}
              value={draft.lastName}
              onChange={(event) => set({ lastName: event.target.value })}
            />
          )}
        </Field>
      </div>
      {grantsRoles && (
        <RoleChoice
          legend="Roles"
          roles={[...new Set([...(known.data?.roles ?? []), ...roles])]}
          chosen={draft.roles}
          onChange={(chosen) => set({ roles: chosen })}
        />
      )}
      {grantsRoles && (
        <AccessFields
          isManager={draft.roles.includes('Manager')}
          managerAccess={draft.managerAccess}
          dashboardPermissions={draft.dashboardPermissions}
          onManagerAccess={(access) => set({ managerAccess: access })}
          onDashboardPermissions={(areas) => set({ dashboardPermissions: areas })}
        />
      )}
      <Field
        label="Accounts"
        error={fields.AccountIds}
        hint={
          draft.roles.includes('SystemAdministrator')
            ? 'A system administrator works on all accounts, whatever stands here.'
            : 'Accounts they may work on.'
        }
      >
        {({ id }) => (
          <AccountChoice
            id={id}
            chosen={draft.accountIds}
            onChange={(chosen) => set({ accountIds: chosen })}
          />
        )}
      </Field>
      <div className="flex items-center gap-3">
        <Button type="submit" disabled={change.isPending}>
          {change.isPending ? 'Saving …' : 'Save'}
        </Button>
        {change.isSuccess && Object.keys(typed).length === 0 && (
          <span role="status" className="text-sm text-muted">
            Saved.
          </span>
        )}
      </div>
    </form>
  );
}
