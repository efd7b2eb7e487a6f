'use client';

import type { AISessionInfo } from '@ai-sessions/contract';
import { useQueryClient } from '@tanstack/react-query';
import { changeAsShown } from '@/trpc/change-as-shown.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { alone, type CallContext } from '@/trpc/links.ts';

/** Changes a session as long as a part of it is what was shown, and shows it anew when it is not. */
export function useChangeAsShown(sessionId: string) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  const key = trpc.session.get.queryKey({ sessionId });
  return <Answer>(
    whatChanged: (present: AISessionInfo) => string | undefined,
    change: (asRead: CallContext) => Promise<Answer>,
  ): Promise<Answer> =>
    changeAsShown({
      present: queries.getQueryData(key),
      async read() {
        const present = await api.session.get.query({ sessionId }, alone);
        queries.setQueryData(key, present);
        return present;
      },
      whatChanged,
      change,
    });
}
