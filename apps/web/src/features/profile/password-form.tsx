'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { NewPasswordField } from '@/components/new-password-field.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { failureOf } from '@/trpc/failure.ts';

/** Changes the visitor's own password. */
export function PasswordForm() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [currentPassword, setCurrentPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const change = useMutation(
    trpc.auth.changePassword.mutationOptions({
      onSuccess: async () => {
        setCurrentPassword('');
        setNewPassword('');
        await queries.invalidateQueries({ queryKey: trpc.auth.sessions.queryKey() });
      },
    }),
  );
  const { fields } = failureOf(change.error);

  function submit(event: FormEvent) {
    event.preventDefault();
    change.mutate({ currentPassword, newPassword });
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-2 rounded-lg border bg-sheet p-5">
      {change.isError && Object.keys(fields).length === 0 && <FailureNotice error={change.error} />}
      {change.isSuccess && (
        <Notice tone="plain">Your password is changed. Everywhere else you are signed out.</Notice>
      )}
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        <Field label="Current password" error={fields.CurrentPassword}>
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="current-password"
              value={currentPassword}
              onChange={(event) => setCurrentPassword(event.target.value)}
            />
          )}
        </Field>
        <NewPasswordField
          label="New password"
          value={newPassword}
          onChange={setNewPassword}
          error={fields.NewPassword}
        />
      </div>
      <Button type="submit" className="self-start" disabled={change.isPending || newPassword === ''}>
        {change.isPending ? 'Changing …' : 'Change password'}
      </Button>
    </form>
  );
}
