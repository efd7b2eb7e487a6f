'use client';

import type { UserInfo } from '@ai-sessions/contract';
import { useState } from 'react';
import { FormField } from '@/components/form/form-field.tsx';
import { FormFoot } from '@/components/form/form-foot.tsx';
import { useContractForm } from '@/components/form/use-contract-form.ts';
import { NewPasswordInput, PASSWORD_HINT } from '@/components/new-password-input.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { useUserChange } from './use-user-change.ts';

/** Sets the password of a user, who is signed out everywhere. */
export function PasswordDialog({ user }: { user: UserInfo }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="outline" size="small" onClick={() => setOpen(true)}>
        Set password
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Set password"
        description={`${user.emailAddress} is signed out everywhere. API keys go on working.`}
      >
        <PasswordFields user={user} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

/** What the dialog asks for: it forgets a password that was not set when it is closed. */
function PasswordFields({ user, onDone }: { user: UserInfo; onDone: () => void }) {
  const { id: userId = '' } = user;
  const { mutateAsync: change } = useUserChange(user);
  const form = useContractForm({
    values: { newPassword: '' },
    request: 'PatchUser',
    requestOf: ({ newPassword }) => ({ userId, newPassword }),
    send: ({ newPassword }) => change({ newPassword }),
    onSent: onDone,
  });
  return (
    <form onSubmit={form.submit} className="flex flex-col gap-2">
      <FormField fields={form.fields} name="newPassword" label="New password" hint={PASSWORD_HINT}>
        {(control, field) => <NewPasswordInput {...control} {...field} generates />}
      </FormField>
      <FormFoot form={form} submitLabel="Set password" pendingLabel="Setting …" />
    </form>
  );
}
