'use client';

import type { AccountInfo } from '@ai-sessions/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { failureOf } from '@/trpc/failure.ts';

/** Renames an account. */
export function NameForm({ account }: { account: AccountInfo }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { id: accountId = '' } = account;
  const [typed, setTyped] = useState<string>();
  const name = typed ?? account.name ?? '';
  const rename = useMutation(
    trpc.account.patch.mutationOptions({
      onSuccess: async (changed) => {
        setTyped(undefined);
        queries.setQueryData(trpc.account.get.queryKey({ accountId }), changed);
        await queries.invalidateQueries();
      },
    }),
  );
  const { fields } = failureOf(rename.error);

  function submit(event: FormEvent) {
    event.preventDefault();
    rename.mutate({ accountId, name });
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-1 rounded-lg border bg-sheet p-5">
      {rename.isError && !fields.Name && <FailureNotice error={rename.error} />}
      <Field label="Name" error={fields.Name}>
        {(control) => (
          <div className="flex gap-2">
            <Input {...control} value={name} onChange={(event) => setTyped(event.target.value)} />
            <Button type="submit" disabled={rename.isPending || name === account.name}>
              Rename
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
}
