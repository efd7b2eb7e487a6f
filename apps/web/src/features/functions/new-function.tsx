'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTRPC } from '@/trpc/client.ts';
import { emptyDraft, headersOf } from './function-draft.ts';
import { FunctionForm } from './function-form.tsx';

/** Adds a function to the catalogue. */
export function NewFunction() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const create = useMutation(
    trpc.function.create.mutationOptions({
      onSuccess: async (made) => {
        router.push(`/admin/functions/${made.id}`);
        await queries.invalidateQueries({ queryKey: trpc.function.list.pathKey() });
      },
    }),
  );
  return (
    <FunctionForm
      initial={emptyDraft}
      known={undefined}
      error={create.error}
      isPending={create.isPending}
      submitLabel="Add function"
      onSubmit={({ headers, ...draft }) => create.mutate({ ...draft, headers: headersOf(headers) })}
    />
  );
}
