'use client';

import type { AISessionInfo } from '@ai-sessions/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { useUnsaved } from '@/components/form/unsaved.ts';
import { Button } from '@/components/ui/button.tsx';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { failureOf } from '@/trpc/failure.ts';
import { PurposeField } from './purpose-field.tsx';
import { useChangeAsShown } from './use-change-as-shown.ts';

/** Shows the purpose and lets it be changed in place. Ctrl+Enter saves, Escape gives up, a failure keeps the text. */
export function PurposeEditor({ session }: { session: AISessionInfo }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const api = useTRPCClient();
  const [draft, setDraft] = useState<string>();
  /** The purpose that the draft is to replace. */
  const [replaced, setReplaced] = useState<string>();
  const { id: sessionId = '', purpose } = session;
  const changeAsShown = useChangeAsShown(sessionId);
  const patch = useMutation({
    mutationFn: (wanted: string) =>
      changeAsShown(
        (present) => {
          if (present.purpose === replaced) return undefined;
          // Told once, it is what the draft replaces.
          setReplaced(present.purpose);
          return present.purpose
            ? `Meanwhile the purpose is “${present.purpose}”.`
            : 'Meanwhile the purpose was emptied.';
        },
        (asRead) => api.session.patch.mutate({ sessionId, purpose: wanted }, asRead),
      ),
    onSuccess: async (changed) => {
      queries.setQueryData(trpc.session.get.queryKey({ sessionId }), changed);
      setDraft(undefined);
      await queries.invalidateQueries({ queryKey: trpc.session.list.queryKey() });
    },
  });
  useUnsaved(draft !== undefined && draft !== (replaced ?? ''));
  const fieldError = patch.isError ? failureOf(patch.error).fields.Purpose : undefined;

  const cancel = () => {
    setDraft(undefined);
    patch.reset();
  };
  const save = (event?: FormEvent) => {
    event?.preventDefault();
    if (draft !== undefined && !patch.isPending) patch.mutate(draft);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') cancel();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
  };

  if (draft === undefined) {
    return (
      <section className="min-w-0">
        <div className="flex items-start justify-between gap-x-4 gap-y-2 max-sm:flex-col">
          <h1
            dir="auto"
            className="max-w-full min-w-0 text-xl leading-snug font-semibold break-words whitespace-pre-wrap"
          >
            {purpose ?? <span className="text-muted">No purpose</span>}
          </h1>
          <Button
            variant="outline"
            size="small"
            onClick={() => {
              setReplaced(purpose);
              setDraft(purpose ?? '');
            }}
          >
            <Pencil aria-hidden /> Edit purpose
          </Button>
        </div>
      </section>
    );
  }
  return (
    <form onSubmit={save} className="flex min-w-0 flex-col gap-2">
      <h1 className="sr-only">Edit purpose</h1>
      {patch.isError && !fieldError && <FailureNotice error={patch.error} />}
      <PurposeField value={draft} onChange={setDraft} error={fieldError} autoFocus onKeyDown={onKeyDown} />
      <div className="flex items-center gap-2">
        <Button type="submit" disabled={patch.isPending}>
          {patch.isPending ? 'Saving …' : 'Save'}
        </Button>
        <Button variant="ghost" onClick={cancel}>
          Cancel
        </Button>
        <span className="text-xs text-muted max-sm:hidden">Ctrl+Enter saves, Escape cancels</span>
      </div>
    </form>
  );
}
