'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Code } from '@/components/code.tsx';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { useSessionRefresh } from '@/features/sessions/use-session-refresh.ts';
import { useTRPC } from '@/trpc/client.ts';
import { asReadNow } from '@/trpc/links.ts';

interface DryRunDialogProps {
  readonly sessionId: string;
  readonly eTag: string;
  /** Whether the review is being read again: its ETag is about to change. */
  readonly isStale: boolean;
  readonly onClose: () => void;
}

/** Shows exactly what applying would send. */
export function DryRunDialog({ sessionId, eTag, isStale, onClose }: DryRunDialogProps) {
  const trpc = useTRPC();
  const { refresh } = useSessionRefresh(sessionId);
  const { mutate, data, error, isIdle } = useMutation(
    trpc.session.applyActions.mutationOptions({
      trpc: asReadNow(eTag),
      networkMode: 'always',
      onError: () => void refresh(undefined),
    }),
  );
  useEffect(() => {
    if (isIdle && !isStale) mutate({ sessionId, dryRun: true });
  }, [isIdle, isStale, mutate, sessionId]);
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title="Dry run"
      description="What applying would do now, in this order. Nothing is sent."
    >
      {error ? (
        <FailureNotice error={error} />
      ) : data ? (
        <Code text={data.log ?? ''} label="Dry run" className="max-h-[50dvh]" />
      ) : (
        <Skeleton className="h-40 w-full" />
      )}
      <Button variant="outline" className="mt-4" onClick={onClose}>
        Done
      </Button>
    </Dialog>
  );
}
