'use client';

import type { AccountInfo } from '@ai-sessions/contract';
import { useMutation } from '@tanstack/react-query';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { FormField } from '@/components/form/form-field.tsx';
import { FormFoot } from '@/components/form/form-foot.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Input } from '@/components/ui/field.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { useAccountForm } from './use-account-form.ts';

/** What is set of an account beside its name, and whether it goes together. */
export function SettingsForm({ account }: { account: AccountInfo }) {
  const trpc = useTRPC();
  const { id: accountId = '', isBYOA = false } = account;
  const check = useMutation(trpc.account.check.mutationOptions());
  const form = useAccountForm({
    account,
    valuesOf: ({ maxPhoneNumbers, logoId, twilioAccountSid, trustHubProfileSid }) => ({
      maxPhoneNumbers: String(maxPhoneNumbers ?? ''),
      logoId: logoId ?? '',
      twilioAccountSid: twilioAccountSid ?? '',
      // It is never read.
      twilioAuthToken: '',
      trustHubProfileSid: trustHubProfileSid ?? '',
    }),
    changesOf: (_, { maxPhoneNumbers: most, twilioAuthToken, ...texts }) => ({
      ...texts,
      maxPhoneNumbers: most ? Number(most) : undefined,
      twilioAuthToken: twilioAuthToken || undefined,
    }),
  });
  const { fields } = form;

  return (
    <form
      onSubmit={(event) => {
        check.reset();
        form.submit(event);
      }}
      className="flex flex-col gap-1 rounded-lg border bg-sheet p-5"
    >
      <div className="grid grid-cols-1 gap-x-4 gap-y-1 sm:grid-cols-2">
        <FormField fields={fields} name="maxPhoneNumbers" label="Maximum phone numbers">
          {(control, field) => <Input {...control} {...field} type="number" min={0} />}
        </FormField>
        <FormField fields={fields} name="logoId" label="Logo" hint="ID of the file.">
          {(control, field) => <Input {...control} {...field} />}
        </FormField>
        <FormField
          fields={fields}
          name="twilioAccountSid"
          label="Twilio account"
          hint="Account SID, if the account uses its own."
        >
          {(control, field) => <Input {...control} {...field} className="font-mono" spellCheck={false} />}
        </FormField>
        <FormField
          fields={fields}
          name="twilioAuthToken"
          label="Twilio secret"
          hint="Never shown again. Leave empty to keep the current one."
        >
          {(control, field) => (
            <Input
              {...control}
              {...field}
              type="password"
              autoComplete="off"
              placeholder={isBYOA ? '••••••••' : undefined}
            />
          )}
        </FormField>
        <FormField fields={fields} name="trustHubProfileSid" label="TrustHub profile" hint="Profile SID.">
          {(control, field) => <Input {...control} {...field} className="font-mono" spellCheck={false} />}
        </FormField>
      </div>
      <FormFoot form={form} submitLabel="Save settings">
        <Button variant="outline" disabled={check.isPending} onClick={() => check.mutate({ accountId })}>
          {check.isPending ? 'Checking …' : 'Check'}
        </Button>
      </FormFoot>
      {check.isError && <FailureNotice error={check.error} />}
      {check.data && <Notice tone="plain">{check.data.message}</Notice>}
    </form>
  );
}
