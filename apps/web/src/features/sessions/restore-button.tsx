'use client';

import type { AISessionInfo } from '@ai-sessions/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Button } from '@/components/ui/button.tsx';
import { useTRPC } from '@/trpc/client.ts';

/** Brings a discarded session back. */
export function RestoreButton({ session: { id: sessionId = '', purpose } }: { session: AISessionInfo }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const restore = useMutation(
    trpc.session.restore.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.session.pathKey() }),
    }),
  );
  if (restore.isError) return <FailureNotice error={restore.error} />;
  return (
    <Button
      variant="outline"
      size="small"
      aria-label={`Restore ${purpose ?? sessionId}`}
      disabled={restore.isPending}
      onClick={() => restore.mutate({ sessionId })}
    >
      Restore
    </Button>
  );
}
