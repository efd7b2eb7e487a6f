'use client';

import type { ApiKeyInfo } from '@ai-sessions/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { failureOf } from '@/trpc/failure.ts';

type Typed = Readonly<Partial<Record<'callsPerMinute' | 'maxOpenProposals', string>>>;

/** What an API key may do at most. */
export function LimitsForm({ apiKey }: { apiKey: ApiKeyInfo }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  /** What was typed, and nothing else: the rest follows what others save, and is not sent. */
  const [typed, setTyped] = useState<Typed>({});
  const change = useMutation(
    trpc.apiKey.patch.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: trpc.apiKey.list.pathKey() });
        await queries.invalidateQueries({ queryKey: trpc.audit.list.pathKey() });
        setTyped({});
      },
    }),
  );
  const { fields } = failureOf(change.error);
  const isTyped = Object.keys(typed).length > 0;
  const usual = apiKey.kind === 'Agent' ? 'as for all agents' : 'no limit';

  function submit(event: FormEvent) {
    event.preventDefault();
    change.mutate({
      apiKeyId: apiKey.id,
      callsPerMinute: limitOf(typed.callsPerMinute),
      maxOpenProposals: limitOf(typed.maxOpenProposals),
    });
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-1 rounded-lg border bg-sheet p-5">
      {change.isError && Object.keys(fields).length === 0 && <FailureNotice error={change.error} />}
      <div className="grid grid-cols-1 gap-x-4 gap-y-1 sm:grid-cols-2">
        <Field
          label="Calls per minute"
          error={fields.CallsPerMinute}
          hint="Calls beyond it are answered 429 until the minute is over."
        >
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              placeholder={usual}
              value={typed.callsPerMinute ?? apiKey.callsPerMinute ?? ''}
              onChange={(event) => setTyped({ ...typed, callsPerMinute: event.target.value })}
            />
          )}
        </Field>
        <Field
          label="Open proposals"
          error={fields.MaxOpenProposals}
          hint="Actions that wait or were returned, in all sessions together."
        >
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              placeholder={usual}
              value={typed.maxOpenProposals ?? apiKey.maxOpenProposals ?? ''}
              onChange={(event) => setTyped({ ...typed, maxOpenProposals: event.target.value })}
            />
          )}
        </Field>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={change.isPending || !isTyped}>
          {change.isPending ? 'Saving …' : 'Save limits'}
        </Button>
        {change.isSuccess && !isTyped && (
          <span role="status" className="text-sm text-muted">
            Saved.
          </span>
        )}
      </div>
    </form>
  );
}

/** An empty field stands for what holds for the kind of the key. */
function limitOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return text === '' ? 0 : Number(text);
}
