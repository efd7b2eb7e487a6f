'use client';

import type { NewApiKeyResult, UserInfo } from '@ai-sessions/contract';
import { useQuery } from '@tanstack/react-query';
import { useWatch } from 'react-hook-form';
import { AccountChoice } from '@/components/account-choice.tsx';
import { FormField } from '@/components/form/form-field.tsx';
import { FormFoot } from '@/components/form/form-foot.tsx';
import { useContractForm } from '@/components/form/use-contract-form.ts';
import { daysFromNow } from '@/components/local-day.ts';
import { RoleChoice } from '@/components/role-choice.tsx';
import { Input } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';

const kinds = {
  Integration: 'A program that does what its user may do.',
  Agent: 'An AI agent: it reads and proposes, and never decides, applies or manages access.',
  Person: 'Your own scripts and command lines.',
} as const;

const lifetimes = [
  { days: 30, label: 'In 30 days' },
  { days: 90, label: 'In 90 days' },
  { days: 365, label: 'In a year' },
  { days: 0, label: 'Never' },
] as const;

interface KeyDraft {
  readonly name: string;
  readonly kind: keyof typeof kinds;
  /** In how many days, as text; 0 for never. */
  readonly dateExpires: string;
  readonly roles: string[];
  readonly accountIds: string[];
}

const blank: KeyDraft = { name: '', kind: 'Integration', dateExpires: '90', roles: [], accountIds: [] };

interface NewKeyFormProps {
  readonly user: UserInfo | undefined;
  readonly onMade: (made: NewApiKeyResult) => void;
}

/** What a new key is for, and what it may. */
export default function NewKeyForm({ user, onMade }: NewKeyFormProps) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const own = useQuery(trpc.auth.status.queryOptions({}, { enabled: user === undefined }));
  const ownerRoles = (user ?? own.data)?.roles ?? [];
  const ownerAdministers = ownerRoles.includes('SystemAdministrator');
  const form = useContractForm({
    values: blank,
    request: 'NewApiKey',
    requestOf: ({ dateExpires, ...draft }) => ({
      ...draft,
      userId: user?.id,
      dateExpires: dateExpires === '0' ? undefined : daysFromNow(Number(dateExpires)),
    }),
    send: (request) => api.apiKey.create.mutate(request),
    onSent: onMade,
  });
  const { fields } = form;
  const [kind, roles] = useWatch({ control: fields.control, name: ['kind', 'roles'] });
  const administers = ownerAdministers && (roles.length === 0 || roles.includes('SystemAdministrator'));
  // The status of an administrator has all accounts: what a key of theirs without that role has was granted to them.
  const granted = useQuery(
    trpc.user.get.queryOptions(
      { userId: own.data?.id ?? '' },
      { enabled: own.data?.id !== undefined && ownerAdministers && !administers },
    ),
  );
  const ownerAccounts = (user ?? (ownerAdministers ? granted.data : own.data))?.accountIds;
  return (
    <form onSubmit={form.submit} className="flex flex-col gap-1">
      <FormField
        fields={fields}
        name="name"
        label="Name"
        hint="What the key is for, so that you recognise it later."
      >
        {(control, field) => <Input {...control} {...field} autoComplete="off" />}
      </FormField>
      <FormField fields={fields} name="kind" label="Used by" hint={kinds[kind]}>
        {(control, field) => (
          <Select {...control} {...field}>
            {Object.keys(kinds).map((one) => (
              <option key={one}>{one}</option>
            ))}
          </Select>
        )}
      </FormField>
      <FormField fields={fields} name="dateExpires" label="Expires">
        {(control, field) => (
          <Select {...control} {...field}>
            {lifetimes.map(({ days, label }) => (
              <option key={days} value={days}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      {ownerRoles.length > 1 && (
        <RoleChoice
          legend="Only these roles (all of them when none is ticked)"
          roles={ownerRoles}
          chosen={roles}
          onChange={(chosen) => fields.setValue('roles', [...chosen], { shouldDirty: true })}
        />
      )}
      <FormField
        fields={fields}
        name="accountIds"
        label="Only these accounts"
        hint="Leave empty for all accounts of the user."
      >
        {({ id }, { value, onChange }) => (
          <AccountChoice
            id={id}
            chosen={value}
            whenNone={
              administers
                ? 'All accounts.'
                : ownerAccounts?.length === 0
                  ? 'None: it can work on nothing yet.'
                  : 'All accounts of the user.'
            }
            onChange={(chosen) => onChange([...chosen])}
          />
        )}
      </FormField>
      <FormFoot form={form} submitLabel="Make key" pendingLabel="Making …" isNew />
    </form>
  );
}
