'use client';

import type { AIFunctionInfo } from '@ai-sessions/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { changeAsShown } from '@/trpc/change-as-shown.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { alone } from '@/trpc/links.ts';
import { draftOf, type FunctionDraft, headersOf } from './function-draft.ts';
import { FunctionForm } from './function-form.tsx';

/** Changes a function of the catalogue as it was shown. */
export function FunctionEditor({ known }: { known: AIFunctionInfo }) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  const { id: functionId = '', target, version } = known;
  const key = trpc.function.get.queryKey({ functionId });
  const [savedVersion, setSavedVersion] = useState<number>();
  const change = useMutation({
    mutationFn: ({ headers, ...draft }: FunctionDraft) =>
      changeAsShown({
        present: known,
        async read() {
          const present = await api.function.get.query({ functionId }, alone);
          queries.setQueryData(key, present);
          return present;
        },
        whatChanged: (present) =>
          present.version === version
            ? undefined
            : `Meanwhile ${present.lastModifiedBy} changed this function.`,
        change: (asRead) => {
          const { risk, judgeIds, needsSecondPerson, accountIds, enabled } = draft;
          return api.function.patch.mutate(
            target === 'BuiltIn'
              ? { functionId, risk, judgeIds, needsSecondPerson, accountIds, enabled }
              : { functionId, ...draft, headers: headersOf(headers) },
            asRead,
          );
        },
      }),
    // When somebody else changed it, the history tells what.
    onError: () => queries.invalidateQueries({ queryKey: trpc.audit.list.pathKey() }),
    onSuccess: async (changed) => {
      setSavedVersion(changed.version);
      queries.setQueryData(key, changed);
      await Promise.all(
        [trpc.function.list.pathKey(), trpc.audit.list.pathKey()].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      );
    },
  });
  const [base, setBase] = useState(known);
  // What was only read again is no reason to touch the form.
  if (base.version !== version) setBase(known);
  const initial = useMemo(() => draftOf(base), [base]);
  return (
    <FunctionForm
      initial={initial}
      known={known}
      error={change.error}
      isPending={change.isPending}
      isSaved={savedVersion === base.version}
      submitLabel="Save changes"
      onSubmit={(draft) => change.mutate(draft)}
    />
  );
}
