'use client';

import type { AIFunctionInfo } from '@ai-sessions/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from '../../../../trpc/client.ts';
import { draftOf, headersOf } from '../function-draft.ts';
import { FunctionForm } from '../function-form.tsx';

/** Changes a function of the catalogue. */
export function FunctionEditor({ known }: { known: AIFunctionInfo }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { id: functionId = '', target } = known;
  const change = useMutation(
    trpc.function.patch.mutationOptions({
      onSuccess: async (changed) => {
        queries.setQueryData(trpc.function.get.queryKey({ functionId }), changed);
        await Promise.all(
          [trpc.function.list.pathKey(), trpc.audit.list.pathKey()].map((queryKey) =>
            queries.invalidateQueries({ queryKey }),
          ),
        );
      },
    }),
  );
  const initial = useMemo(() => draftOf(known), [known]);
  return (
    <FunctionForm
      // What is saved begins anew, also when somebody else saved it.
      key={known.version}
      initial={initial}
      known={known}
      error={change.error}
      isPending={change.isPending}
      isSaved={change.isSuccess}
      submitLabel="Save changes"
      onSubmit={({ headers, ...draft }) => {
        const { risk, accountIds, enabled } = draft;
        change.mutate(
          target === 'BuiltIn'
            ? { functionId, risk, accountIds, enabled }
            : { functionId, ...draft, headers: headersOf(headers) },
        );
      }}
    />
  );
}
