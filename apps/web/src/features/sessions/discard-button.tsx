'use client';

import type { AISessionInfo } from '@ai-sessions/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { Confirmation } from '@/components/confirmation.tsx';
import { useTRPC } from '@/trpc/client.ts';

/** Discards a session; it can be restored from the list for 30 days. */
export function DiscardButton({ session: { id: sessionId = '', purpose } }: { session: AISessionInfo }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const discard = useMutation(
    trpc.session.delete.mutationOptions({
      onSuccess: async () => {
        router.push('/admin/sessions');
        await queries.invalidateQueries({ queryKey: trpc.session.list.pathKey() });
      },
    }),
  );
  return (
    <Confirmation
      trigger="Discard"
      title="Discard this session?"
      description={`Nothing more of ${purpose ? `“${purpose}”` : 'it'} is carried out. For 30 days it can be restored: choose the state Discarded in the list of sessions.`}
      action="Discard session"
      onConfirm={() => discard.mutateAsync({ sessionId })}
    />
  );
}
