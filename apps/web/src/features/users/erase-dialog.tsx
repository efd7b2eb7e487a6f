'use client';

import type { UserInfo } from '@ai-sessions/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { useTRPC } from '@/trpc/client.ts';

/** Erases whatever tells who a user was, once their e-mail address was typed. */
export function EraseDialog({ user }: { user: UserInfo }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="outline" size="small" onClick={() => setOpen(true)}>
        Erase
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Erase this person?"
        description={`Name, e-mail address and sign-ins of ${user.emailAddress} are erased for good, also where sessions, runs and the audit trail name them. What they did stays, and stays proven. Their API keys stop working.`}
        steady
      >
        <Confirm user={user} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

/** What the dialog asks for: it forgets what was typed when it is closed. */
function Confirm({ user, onDone }: { user: UserInfo; onDone: () => void }) {
  const { id: userId = '', emailAddress = '' } = user;
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const erase = useMutation(
    trpc.user.erase.mutationOptions({
      onSuccess: async () => {
        onDone();
        await queries.invalidateQueries();
      },
    }),
  );
  const isConfirmed = typed.trim().toLowerCase() === emailAddress;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isConfirmed && !erase.isPending) erase.mutate({ userId, emailAddress: typed });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      {erase.isError && <FailureNotice error={erase.error} />}
      <Field label="E-mail address" hint={`Type ${emailAddress} to confirm.`}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        )}
      </Field>
      <div className="flex gap-2">
        <Button type="submit" variant="danger" disabled={!isConfirmed || erase.isPending}>
          {erase.isPending ? 'Erasing …' : 'Erase person'}
        </Button>
        <Button variant="ghost" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
