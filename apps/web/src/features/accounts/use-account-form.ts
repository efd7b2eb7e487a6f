'use client';

import type { AccountInfo, Input, PatchAccount } from '@ai-sessions/contract';
import { useQueryClient } from '@tanstack/react-query';
import type { FieldValues } from 'react-hook-form';
import { useRecordForm } from '@/components/form/use-record-form.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { alone } from '@/trpc/links.ts';

/** What is changed of an account. */
type AccountChanges = Omit<Input<typeof PatchAccount.request>, 'accountId'>;

interface AccountFormOptions<Values extends FieldValues> {
  readonly account: AccountInfo;
  readonly valuesOf: (account: AccountInfo) => Values;
  /** Whether all of them are sent together. */
  readonly sendsAll?: boolean;
  readonly changesOf: (values: Values, typed: Partial<Values>) => AccountChanges;
}

/** A form for a part of an account; what the page shows of the account follows. */
export function useAccountForm<Values extends FieldValues>({
  account,
  valuesOf,
  sendsAll,
  changesOf,
}: AccountFormOptions<Values>) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  const { id: accountId = '' } = account;
  const key = trpc.account.get.queryKey({ accountId });
  return useRecordForm({
    shown: account,
    valuesOf,
    sendsAll,
    what: 'these settings',
    request: 'PatchAccount',
    requestOf: (values, typed) => ({ accountId, ...changesOf(values, typed) }),
    async read() {
      const present = await api.account.get.query({ accountId }, alone);
      queries.setQueryData(key, present);
      return present;
    },
    change: (request, asRead) => api.account.patch.mutate(request, asRead),
    byOf: ({ lastModifiedBy }) => lastModifiedBy,
    onSaved(saved) {
      queries.setQueryData(key, saved);
      // Its name is shown wherever it is named.
      return queries.invalidateQueries();
    },
  });
}
