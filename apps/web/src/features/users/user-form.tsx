'use client';

import type { UserInfo } from '@ai-sessions/contract';
import { useQuery } from '@tanstack/react-query';
import { useWatch } from 'react-hook-form';
import { AccountChoice } from '@/components/account-choice.tsx';
import { FormField } from '@/components/form/form-field.tsx';
import { FormFoot } from '@/components/form/form-foot.tsx';
import { useRecordForm } from '@/components/form/use-record-form.ts';
import { RoleChoice } from '@/components/role-choice.tsx';
import { Input } from '@/components/ui/field.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { AccessFields } from './access-fields.tsx';
import { useUserAccess } from './use-user-change.ts';

interface UserFormProps {
  readonly user: UserInfo;
  readonly grantsRoles: boolean;
}

interface UserDraft {
  readonly firstName: string;
  readonly lastName: string;
  readonly roles: string[];
  readonly accountIds: string[];
  readonly managerAccess: NonNullable<UserInfo['managerAccess']>;
  readonly dashboardPermissions: NonNullable<UserInfo['dashboardPermissions']>;
}

/** What can be changed about a user in place: names, roles, access, accounts. */
export function UserForm({ user, grantsRoles }: UserFormProps) {
  const trpc = useTRPC();
  const { id: userId = '' } = user;
  const { read, change, onChanged } = useUserAccess(user);
  const form = useRecordForm({
    shown: user,
    valuesOf: draftOf,
    request: 'PatchUser',
    requestOf: (_, typed: Partial<UserDraft>) => ({ userId, ...typed }),
    read,
    change,
    onSaved: onChanged,
  });
  const { fields } = form;
  const [chosenRoles, managerAccess, dashboardPermissions] = useWatch({
    control: fields.control,
    name: ['roles', 'managerAccess', 'dashboardPermissions'],
  });
  const known = useQuery(trpc.user.roles.queryOptions({}, { enabled: grantsRoles }));
  const set = { shouldDirty: true } as const;

  return (
    <form onSubmit={form.submit} className="flex flex-col gap-3 rounded-lg border bg-sheet p-5">
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        <FormField fields={fields} name="firstName" label="First name">
          {(control, field) => <Input {...control} {...field} />}
        </FormField>
        <FormField fields={fields} name="lastName" label="Last name">
          {(control, field) => <Input {...control} {...field} />}
        </FormField>
      </div>
      {grantsRoles && (
        <RoleChoice
          legend="Roles"
          roles={[...new Set([...(known.data?.roles ?? []), ...(user.roles ?? [])])]}
          chosen={chosenRoles}
          onChange={(roles) => fields.setValue('roles', [...roles], set)}
        />
      )}
      {grantsRoles && (
        <AccessFields
          isManager={chosenRoles.includes('Manager')}
          managerAccess={managerAccess}
          dashboardPermissions={dashboardPermissions}
          onManagerAccess={(access) => fields.setValue('managerAccess', access, set)}
          onDashboardPermissions={(areas) => fields.setValue('dashboardPermissions', areas, set)}
        />
      )}
      <FormField
        fields={fields}
        name="accountIds"
        label="Accounts"
        hint={
          chosenRoles.includes('SystemAdministrator')
            ? 'A system administrator works on all accounts, whatever stands here.'
            : 'Accounts they may work on.'
        }
      >
        {({ id }, { value, onChange }) => (
          <AccountChoice
            id={id}
            chosen={value}
            whenNone={
              chosenRoles.includes('SystemAdministrator') ? undefined : 'None: they can work on nothing yet.'
            }
            onChange={(chosen) => onChange([...chosen])}
          />
        )}
      </FormField>
      <FormFoot form={form} submitLabel="Save" />
    </form>
  );
}

function draftOf(user: UserInfo): UserDraft {
  const { firstName = '', lastName = '', roles = [], accountIds = [] } = user;
  const { managerAccess = 'ReadWriteDelete', dashboardPermissions = [] } = user;
  return { firstName, lastName, roles, accountIds, managerAccess, dashboardPermissions };
}
