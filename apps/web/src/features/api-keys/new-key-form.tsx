'use client';

import type { NewApiKeyResult, UserInfo } from '@ai-sessions/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { AccountChoice } from '@/components/account-choice.tsx';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { daysFromNow } from '@/components/local-day.ts';
import { RoleChoice } from '@/components/role-choice.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { failureOf } from '@/trpc/failure.ts';

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

interface NewKeyFormProps {
  readonly user: UserInfo | undefined;
  readonly onMade: (made: NewApiKeyResult) => void;
}

/** What a new key is for, and what it may. */
export function NewKeyForm({ user, onMade }: NewKeyFormProps) {
  const trpc = useTRPC();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<keyof typeof kinds>('Integration');
  const [days, setDays] = useState(90);
  const [roles, setRoles] = useState<readonly string[]>([]);
  const [accountIds, setAccountIds] = useState<readonly string[]>([]);
  const own = useQuery(trpc.auth.status.queryOptions({}, { enabled: user === undefined }));
  const create = useMutation(trpc.apiKey.create.mutationOptions({ onSuccess: onMade }));
  const { fields } = failureOf(create.error);
  const ownerRoles = (user ?? own.data)?.roles ?? [];

  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate({
      name,
      kind,
      userId: user?.id,
      roles: [...roles],
      accountIds: [...accountIds],
      dateExpires: days === 0 ? undefined : daysFromNow(days),
    });
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-1">
      {create.isError && Object.keys(fields).length === 0 && <FailureNotice error={create.error} />}
      <Field label="Name" error={fields.Name} hint="What the key is for, so that you recognise it later.">
        {(control) => (
          <Input
            {...control}
            value={name}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label="Used by" hint={kinds[kind]}>
        {(control) => (
          <Select
            {...control}
            value={kind}
            onChange={(event) => setKind(event.target.value as keyof typeof kinds)}
          >
            {Object.keys(kinds).map((one) => (
              <option key={one}>{one}</option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Expires" error={fields.DateExpires}>
        {(control) => (
          <Select {...control} value={days} onChange={(event) => setDays(Number(event.target.value))}>
            {lifetimes.map((lifetime) => (
              <option key={lifetime.days} value={lifetime.days}>
                {lifetime.label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {ownerRoles.length > 1 && (
        <RoleChoice
          legend="Only these roles (all of them when none is ticked)"
          roles={ownerRoles}
          chosen={roles}
          onChange={setRoles}
        />
      )}
      <Field
        label="Only these accounts"
        error={fields.AccountIds}
        hint="Leave empty for all accounts of the user."
      >
        {({ id }) => <AccountChoice id={id} chosen={accountIds} onChange={setAccountIds} />}
      </Field>
      <Button type="submit" className="mt-1 self-start" disabled={create.isPending}>
        {create.isPending ? 'Making …' : 'Make key'}
      </Button>
    </form>
  );
}
