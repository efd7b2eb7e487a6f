'use client';

import type { AccountInfo } from '@ai-sessions/contract';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { failureOf } from '@/trpc/failure.ts';
import { useAccountChange } from './use-account-change.ts';

/** Texts of the form, by the field that they are of. */
type Typed = Readonly<
  Partial<
    Record<
      'maxPhoneNumbers' | 'logoId' | 'twilioAccountSid' | 'twilioAuthToken' | 'trustHubProfileSid',
      string
    >
  >
>;

/** What is set of an account beside its name, and whether it goes together. */
export function SettingsForm({ account }: { account: AccountInfo }) {
  const trpc = useTRPC();
  const { id: accountId = '', maxPhoneNumbers, isBYOA = false } = account;
  /** What was typed, and nothing else: the rest follows what others save, and is not sent. */
  const [typed, setTyped] = useState<Typed>({});
  const change = useAccountChange(account, () => setTyped({}));
  const check = useMutation(trpc.account.check.mutationOptions());
  const { fields } = failureOf(change.error);
  const set = (part: Typed) => setTyped({ ...typed, ...part });
  const isTyped = Object.keys(typed).length > 0;

  function submit(event: FormEvent) {
    event.preventDefault();
    const { maxPhoneNumbers: most, ...texts } = typed;
    check.reset();
    change.mutate({ ...texts, maxPhoneNumbers: most ? Number(most) : undefined });
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-1 rounded-lg border bg-sheet p-5">
      {change.isError && Object.keys(fields).length === 0 && <FailureNotice error={change.error} />}
      <div className="grid grid-cols-1 gap-x-4 gap-y-1 sm:grid-cols-2">
        <Field label="Maximum phone numbers" error={fields.MaxPhoneNumbers}>
          {(control) => (
            <Input
              {...control}
              type="number"
              min={0}
              value={typed.maxPhoneNumbers ?? maxPhoneNumbers ?? ''}
              onChange={(event) => set({ maxPhoneNumbers: event.target.value })}
            />
          )}
        </Field>
        <Field label="Logo" error={fields.LogoId} hint="ID of the file.">
          {(control) => (
            <Input
              {...control}
              value={typed.logoId ?? account.logoId ?? ''}
              onChange={(event) => set({ logoId: event.target.value })}
            />
          )}
        </Field>
        <Field
          label="Twilio account"
          error={fields.TwilioAccountSid}
          hint="Account SID, if the account uses its own."
        >
          {(control) => (
            <Input
              {...control}
              className="font-mono"
              spellCheck={false}
              value={typed.twilioAccountSid ?? account.twilioAccountSid ?? ''}
              onChange={(event) => set({ twilioAccountSid: event.target.value })}
            />
          )}
        </Field>
        <Field
          label="Twilio secret"
          error={fields.TwilioAuthToken}
          hint="Never shown again. Leave empty to keep the current one."
        >
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="off"
              placeholder={isBYOA ? '••••••••' : undefined}
              value={typed.twilioAuthToken ?? ''}
              onChange={(event) => set({ twilioAuthToken: event.target.value || undefined })}
            />
          )}
        </Field>
        <Field label="TrustHub profile" error={fields.TrustHubProfileSid} hint="Profile SID.">
          {(control) => (
            <Input
              {...control}
              className="font-mono"
              spellCheck={false}
              value={typed.trustHubProfileSid ?? account.trustHubProfileSid ?? ''}
              onChange={(event) => set({ trustHubProfileSid: event.target.value })}
            />
          )}
        </Field>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={change.isPending || !isTyped}>
          {change.isPending ? 'Saving …' : 'Save settings'}
        </Button>
        <Button variant="outline" disabled={check.isPending} onClick={() => check.mutate({ accountId })}>
          {check.isPending ? 'Checking …' : 'Check'}
        </Button>
        {change.isSuccess && !isTyped && (
          <span role="status" className="text-sm text-muted">
            Saved.
          </span>
        )}
      </div>
      {check.isError && <FailureNotice error={check.error} />}
      {check.data && <Notice tone="plain">{check.data.message}</Notice>}
    </form>
  );
}
