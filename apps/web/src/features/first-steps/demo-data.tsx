'use client';

import type { AISetup } from '@ai-sessions/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import { Confirmation } from '@/components/confirmation.tsx';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Button } from '@/components/ui/button.tsx';
import { useTRPC } from '@/trpc/client.ts';

/** Adds something to look around in, where there is nothing yet. */
export function AddDemoData() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const add = useMutation(
    trpc.setup.addDemoData.mutationOptions({ onSuccess: () => queries.invalidateQueries() }),
  );
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button variant="outline" size="small" disabled={add.isPending} onClick={() => add.mutate({})}>
        <FlaskConical aria-hidden /> {add.isPending ? 'Adding …' : 'Add demo data'}
      </Button>
      <p className="min-w-0 flex-1 basis-56 text-xs text-muted">
        To look around first: ten customers with sessions, three of them to review. One click takes it out
        again.
      </p>
      {add.isError && <FailureNotice error={add.error} />}
    </div>
  );
}

/** Says that there is demo data, and takes it out. */
export function DemoDataNotice({ setup: { demoAccounts, demoSessions } }: { setup: AISetup }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const remove = useMutation(
    trpc.setup.removeDemoData.mutationOptions({ onSuccess: () => queries.invalidateQueries() }),
  );
  if (demoAccounts === 0 && demoSessions === 0) return null;
  const what = [
    ...(demoAccounts > 0 ? [`${demoAccounts} ${demoAccounts === 1 ? 'account' : 'accounts'}`] : []),
    ...(demoSessions > 0 ? [`${demoSessions} ${demoSessions === 1 ? 'session' : 'sessions'}`] : []),
  ].join(' and ');
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-dashed px-4 py-2.5 text-sm">
      <p role="status" className="min-w-0 flex-1 basis-56 text-muted">
        {remove.isSuccess
          ? `Of the demo data, ${what} stay: something refers to them, or somebody works in them.`
          : `${what} here are demo data.`}
      </p>
      <Confirmation
        trigger="Remove demo data"
        title="Remove the demo data?"
        description={`${what} are removed for good, with what was judged and applied in them. Nothing else is: what somebody has come to work with stays.`}
        action="Remove demo data"
        onConfirm={() => remove.mutateAsync({})}
      />
    </div>
  );
}
