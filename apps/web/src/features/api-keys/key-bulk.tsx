'use client';

import type { ApiKeyInfo } from '@ai-sessions/contract';
import { useQueryClient } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import type { SelectedRows } from '@/components/bulk/bulk-bar.tsx';
import { BulkChoice } from '@/components/bulk/bulk-choice.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { endOf } from './key-changes.ts';
import { useRevocation } from './use-revocation.ts';

/** Revokes several API keys at once. */
export default function KeyBulk(selected: SelectedRows<ApiKeyInfo>) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const revoke = useRevocation();
  return (
    <BulkChoice
      {...selected}
      words={{ one: 'API key', many: 'API keys' }}
      actions={[
        {
          label: 'Revoke',
          Icon: KeyRound,
          key: 'R',
          doing: 'Revoking',
          done: 'revoked',
          description: 'They stop working at once, for good. What uses them needs new ones.',
          isDangerous: true,
          fits: (apiKey) => endOf(apiKey) === undefined,
          others: 'revoked or expired already.',
          act: revoke,
        },
      ]}
      onDone={() => queries.invalidateQueries({ queryKey: trpc.apiKey.pathKey() })}
    />
  );
}
