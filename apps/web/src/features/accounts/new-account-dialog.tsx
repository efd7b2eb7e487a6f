'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { AccountPicker } from '@/components/account-picker.tsx';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { failureOf } from '@/trpc/failure.ts';

/** Creates an account without leaving the list. */
export function NewAccountDialog() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [parentAccountId, setParentAccountId] = useState<string>();
  const create = useMutation(
    trpc.account.create.mutationOptions({
      onSuccess: async () => {
        setOpen(false);
        setName('');
        setParentAccountId(undefined);
        await queries.invalidateQueries({ queryKey: trpc.account.list.queryKey() });
      },
    }),
  );
  const fields = create.isError ? failureOf(create.error).fields : {};
  const isAboutFields = 'Name' in fields || 'ParentAccountId' in fields;

  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate({ name, parentAccountId });
  }

  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Plus aria-hidden /> New account
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="New account"
        description="A customer that sessions can work on."
      >
        <form onSubmit={submit} className="flex flex-col gap-2">
          {create.isError && !isAboutFields && <FailureNotice error={create.error} />}
          <Field label="Name" error={fields.Name}>
            {(control) => (
              <Input {...control} value={name} onChange={(event) => setName(event.target.value)} />
            )}
          </Field>
          <Field label="Parent account" error={fields.ParentAccountId}>
            {({ id }) => (
              <AccountPicker
                id={id}
                value={parentAccountId}
                onChange={setParentAccountId}
                none="None: at the top"
              />
            )}
          </Field>
          <Button type="submit" className="self-start" disabled={create.isPending}>
            {create.isPending ? 'Creating …' : 'Create account'}
          </Button>
        </form>
      </Dialog>
    </>
  );
}
