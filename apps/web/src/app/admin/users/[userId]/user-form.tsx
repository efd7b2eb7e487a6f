'use client';

import type { UserInfo } from '@ai-sessions/contract';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { AccountChoice } from '../../../../components/account-choice.tsx';
import { FailureNotice } from '../../../../components/failure-notice.tsx';
import { RoleChoice } from '../../../../components/role-choice.tsx';
import { Button } from '../../../../components/ui/button.tsx';
import { Field, Input } from '../../../../components/ui/field.tsx';
import { useTRPC } from '../../../../trpc/client.ts';
import { failureOf } from '../../../../trpc/failure.ts';
import { useUserChange } from './use-user-change.ts';

interface UserFormProps {
  readonly user: UserInfo;
  readonly grantsRoles: boolean;
}

/** What can be changed about a user in place: names, roles, accounts. */
export function UserForm({ user, grantsRoles }: UserFormProps) {
  const trpc = useTRPC();
  const { id: userId = '', roles = [], accountIds = [] } = user;
  const [draft, setDraft] = useState({
    firstName: user.firstName ?? '',
    lastName: user.lastName ?? '',
    roles: roles as readonly string[],
    accountIds: accountIds as readonly string[],
  });
  const known = useQuery(trpc.user.roles.queryOptions({}, { enabled: grantsRoles }));
  const change = useUserChange();
  const { fields } = failureOf(change.error);
  const set = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });

  function submit(event: FormEvent) {
    event.preventDefault();
    change.mutate({
      userId,
      firstName: draft.firstName,
      lastName: draft.lastName,
      roles: grantsRoles && differ(draft.roles, roles) ? [...draft.roles] : undefined,
      accountIds: differ(draft.accountIds, accountIds) ? [...draft.accountIds] : undefined,
    });
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3 rounded-lg border bg-sheet p-5">
      {change.isError && Object.keys(fields).length === 0 && <FailureNotice error={change.error} />}
      <div className="grid gap-3 sm:grid-cols-2">
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
        {change.isSuccess && (
          <span role="status" className="text-sm text-muted">
            Saved.
          </span>
        )}
      </div>
    </form>
  );
}

function differ(left: readonly string[], right: readonly string[]): boolean {
  return left.length !== right.length || left.some((one) => !right.includes(one));
}
