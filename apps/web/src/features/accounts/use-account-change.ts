'use client';

import type { AccountInfo, Input, PatchAccount } from '@ai-sessions/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeAsShown } from '@/trpc/change-as-shown.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { alone } from '@/trpc/links.ts';

/** What is changed of an account. */
export type AccountChanges = Omit<Input<typeof PatchAccount.request>, 'accountId'>;

/** Changes settings of an account as they were shown; what the page shows of it follows. */
export function useAccountChange(account: AccountInfo, onSuccess: () => void) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  const { id: accountId = '' } = account;
  const key = trpc.account.get.queryKey({ accountId });
  return useMutation({
    mutationFn: (changes: AccountChanges) =>
      changeAsShown({
        present: account,
        async read() {
          const present = await api.account.get.query({ accountId }, alone);
          queries.setQueryData(key, present);
          return present;
        },
        whatChanged: (present) =>
          settingsOf(present) === settingsOf(account)
            ? undefined
            : `Meanwhile ${present.lastModifiedBy} changed these settings.`,
        change: (asRead) => api.account.patch.mutate({ accountId, ...changes }, asRead),
      }),
    onSuccess: async (changed) => {
      queries.setQueryData(key, changed);
      onSuccess();
      await queries.invalidateQueries({ queryKey: trpc.audit.list.pathKey() });
    },
  });
}

/** The settings that the forms show, in one text to compare. */
function settingsOf(account: AccountInfo): string {
  const { maxPhoneNumbers, logoId, twilioAccountSid, trustHubProfileSid, billingSettings } = account;
  return JSON.stringify([maxPhoneNumbers, logoId, twilioAccountSid, trustHubProfileSid, billingSettings]);
}
