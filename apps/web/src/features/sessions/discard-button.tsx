'use client';

import type { AISessionInfo } from '@ai-sessions/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { Confirmation } from '@/components/confirmation.tsx';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { useChangeAsShown } from './use-change-as-shown.ts';

/** Discards a session; it can be restored from the list for 30 days. */
export function DiscardButton({ session }: { session: AISessionInfo }) {
  const { id: sessionId = '', purpose } = session;
  const trpc = useTRPC();
  const api = useTRPCClient();
  const changeAsShown = useChangeAsShown(sessionId);
  const queries = useQueryClient();
  const router = useRouter();
  const discard = useMutation({
    mutationFn: () =>
      changeAsShown(
        (present) => whatMoved(session, present),
        (asRead) => api.session.delete.mutate({ sessionId }, asRead),
      ),
    onSuccess: async () => {
      router.push('/admin/sessions');
      await queries.invalidateQueries({ queryKey: trpc.session.list.pathKey() });
    },
  });
  return (
    <Confirmation
      trigger="Discard"
      title="Discard this session?"
      description={`Nothing more of ${purpose ? `“${purpose}”` : 'it'} is carried out. For 30 days it can be restored: choose the state Discarded in the list of sessions.`}
      action="Discard session"
      onConfirm={() => discard.mutateAsync()}
    />
  );
}

/** What of a session is not as whoever discards it has seen it. */
function whatMoved(shown: AISessionInfo, present: AISessionInfo): string | undefined {
  if (present.purpose !== shown.purpose) return `Meanwhile the purpose is “${present.purpose ?? ''}”.`;
  if (present.state !== shown.state) return 'Meanwhile this session was worked on.';
  if (JSON.stringify(present.actions) === JSON.stringify(shown.actions)) return undefined;
  return 'Meanwhile the actions of this session changed.';
}
