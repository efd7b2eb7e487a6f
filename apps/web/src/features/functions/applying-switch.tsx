'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { OctagonX, Play } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { When } from '@/components/ui/when.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { failureOf } from '@/trpc/failure.ts';

/** The switch that stops all applying, with a reason. */
export function ApplyingSwitch() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const applying = useQuery(trpc.applying.get.queryOptions({}));
  const change = useMutation(
    trpc.applying.patch.mutationOptions({
      onSuccess: async (changed) => {
        queries.setQueryData(trpc.applying.get.queryKey({}), changed);
        setAsking(false);
        setReason('');
        await queries.invalidateQueries({ queryKey: trpc.audit.list.pathKey() });
      },
    }),
  );
  const { fields } = failureOf(change.error);
  if (applying.isError)
    return <FailureNotice error={applying.error} onRetry={() => void applying.refetch()} />;
  if (!applying.data) return <Skeleton className="h-20 w-full" />;
  const { stopped, reason: given, changedBy, dateChanged } = applying.data;

  function submit(event: FormEvent) {
    event.preventDefault();
    change.mutate({ stopped: !stopped, reason });
  }
  return (
    <section
      aria-label="Applying"
      className={`mb-6 flex flex-wrap items-center justify-between gap-3 rounded-lg border px-4 py-3 text-sm ${stopped ? 'border-danger/40 bg-danger-soft' : 'bg-sheet'}`}
    >
      <div className="min-w-0 flex-1 basis-64">
        <p className={stopped ? 'font-semibold text-danger' : 'font-medium'}>
          {stopped ? 'All applying is stopped' : 'Sessions can be applied'}
        </p>
        <p className={`break-words ${stopped ? 'text-danger' : 'text-muted'}`}>
          {given ??
            (stopped ? 'No reason was given.' : 'In an emergency, stop every run before its next call.')}
        </p>
        {changedBy && (
          <p className={`text-xs ${stopped ? 'text-danger' : 'text-muted'}`}>
            {stopped ? 'Stopped' : 'Resumed'} by {changedBy}, <When instant={dateChanged} />
          </p>
        )}
      </div>
      <Button variant={stopped ? 'primary' : 'danger'} onClick={() => setAsking(true)}>
        {stopped ? (
          <>
            <Play aria-hidden /> Resume
          </>
        ) : (
          <>
            <OctagonX aria-hidden /> Stop all applying
          </>
        )}
      </Button>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title={stopped ? 'Resume applying?' : 'Stop all applying?'}
        description={
          stopped
            ? 'Sessions can be applied again.'
            : 'Every run, in every process, stops before its next call. Nobody can apply a session until you resume it.'
        }
      >
        <form onSubmit={submit} className="flex flex-col gap-2">
          {change.isError && !fields.Reason && <FailureNotice error={change.error} />}
          <Field label="Reason" error={fields.Reason} hint="Everyone who wants to apply reads it.">
            {(control) => (
              <Input
                {...control}
                autoFocus
                autoComplete="off"
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
          <div className="flex gap-2">
            <Button type="submit" variant={stopped ? 'primary' : 'danger'} disabled={change.isPending}>
              {stopped ? 'Resume applying' : 'Stop everything'}
            </Button>
            <Button variant="ghost" onClick={() => setAsking(false)}>
              Cancel
            </Button>
          </div>
        </form>
      </Dialog>
    </section>
  );
}
