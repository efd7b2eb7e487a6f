'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { AccountPicker } from '@/components/account-picker.tsx';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Field } from '@/components/ui/field.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { failureOf } from '@/trpc/failure.ts';
import { PurposeField } from './purpose-field.tsx';

/** Opens a session and goes to its page. A failure keeps what was typed. */
export function NewSessionForm() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const [accountId, setAccountId] = useState<string>();
  const [purpose, setPurpose] = useState('');
  const create = useMutation(
    trpc.session.create.mutationOptions({
      onSuccess: async ({ id }) => {
        await queries.invalidateQueries({ queryKey: trpc.session.list.queryKey() });
        router.push(`/admin/sessions/${id}`);
      },
    }),
  );
  const fields = create.isError ? failureOf(create.error).fields : {};
  const isAboutFields = 'Purpose' in fields || 'AccountId' in fields;

  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate({ accountId, purpose });
  }

  return (
    <form onSubmit={submit} className="flex max-w-xl flex-col gap-3 rounded-lg border bg-sheet p-5">
      {create.isError && !isAboutFields && <FailureNotice error={create.error} />}
      <Field
        label="Account"
        error={fields.AccountId}
        hint="Choose the whole platform for work that is not about a single customer."
      >
        {({ id }) => (
          <AccountPicker id={id} value={accountId} onChange={setAccountId} none="Whole platform" />
        )}
      </Field>
      <PurposeField value={purpose} onChange={setPurpose} error={fields.Purpose} />
      <div className="flex gap-2">
        <Button type="submit" disabled={create.isPending || create.isSuccess}>
          {create.isPending ? 'Opening …' : 'Open session'}
        </Button>
        <Button asChild variant="ghost">
          <Link href="/admin/sessions">Cancel</Link>
        </Button>
      </div>
    </form>
  );
}
