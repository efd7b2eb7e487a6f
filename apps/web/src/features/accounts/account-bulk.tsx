'use client';

import type { AccountInfo } from '@ai-sessions/contract';
import { useQueryClient } from '@tanstack/react-query';
import { OctagonX, Play } from 'lucide-react';
import type { SelectedRows } from '@/components/bulk/bulk-bar.tsx';
import { BulkChoice } from '@/components/bulk/bulk-choice.tsx';
import { ACCOUNT_HINT, RESUMED_ACCOUNT, STOPPED_ACCOUNT } from '@/features/stops/account-stop-words.ts';
import { stopInput } from '@/features/stops/stop-input.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { ChangedMeanwhile } from '@/trpc/failure.ts';

/** Stops all applying for several accounts at once, or lets it go on. */
export default function AccountBulk(selected: SelectedRows<AccountInfo>) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  /** The list does not say what is stopped, and a second stop would take the place of the reason of the first. */
  const set = async ({ id: accountId = '' }: AccountInfo, stopped: boolean, reason: string) => {
    const { items } = await api.applying.stops.query(stopInput(accountId));
    const stop = items.find(({ id }) => id === accountId);
    if (stopped && stop?.stopped)
      throw new ChangedMeanwhile(
        `${stop.changedBy ?? 'Somebody'} has stopped it already: ${stop.reason ?? 'no reason was given.'}`,
      );
    if (!stopped && !stop?.stopped) throw new ChangedMeanwhile('It is not stopped.');
    await api.applying.patchAccount.mutate({ accountId, stopped, reason });
  };
  return (
    <BulkChoice
      {...selected}
      words={{ one: 'account', many: 'accounts' }}
      actions={[
        {
          label: 'Stop applying for',
          Icon: OctagonX,
          key: 'S',
          doing: 'Stopping applying for',
          done: 'stopped',
          description: `Of each of them: ${STOPPED_ACCOUNT}`,
          isDangerous: true,
          fits: () => true,
          others: '',
          reasonHint: ACCOUNT_HINT,
          act: (account, reason) => set(account, true, reason),
        },
        {
          label: 'Resume applying for',
          Icon: Play,
          key: 'R',
          doing: 'Resuming applying for',
          done: 'resumed',
          description: `Of each of them: ${RESUMED_ACCOUNT}`,
          isDangerous: false,
          fits: () => true,
          others: '',
          reasonHint: ACCOUNT_HINT,
          act: (account, reason) => set(account, false, reason),
        },
      ]}
      onDone={() => queries.invalidateQueries({ queryKey: trpc.applying.stops.pathKey() })}
    />
  );
}
