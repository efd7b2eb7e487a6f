'use client';

import type { UserInfo } from '@ai-sessions/contract';
import { type FormEvent, useState } from 'react';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { NewPasswordField } from '@/components/new-password-field.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { failureOf } from '@/trpc/failure.ts';
import { useUserChange } from './use-user-change.ts';

/** Sets the password of a user, who is signed out everywhere. */
export function PasswordDialog({ user }: { user: UserInfo }) {
  const [open, setOpen] = useState(false);
  const [newPassword, setNewPassword] = useState('');
  const change = useUserChange(user, {
    onSuccess: () => {
      setOpen(false);
      setNewPassword('');
    },
  });
  const { fields } = failureOf(change.error);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (newPassword !== '') change.mutate({ newPassword });
  }
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
        <form onSubmit={submit} className="flex flex-col gap-2">
          {change.isError && !fields.NewPassword && <FailureNotice error={change.error} />}
          <NewPasswordField
            label="New password"
            value={newPassword}
            onChange={setNewPassword}
            error={fields.NewPassword}
            generates
          />
          <Button type="submit" className="self-start" disabled={change.isPending || newPassword === ''}>
            Set password
          </Button>
        </form>
      </Dialog>
    </>
  );
}
