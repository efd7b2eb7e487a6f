'use client';

import type { AIFunctionInfo } from '@ai-sessions/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { Confirmation } from '@/components/confirmation.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { useFunctionAccess } from './use-function-access.ts';

/** Takes a function out of the catalogue. */
export function DeleteButton({ known }: { known: AIFunctionInfo }) {
  const { remove: removeAsShown } = useFunctionAccess(known);
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const remove = useMutation({
    mutationFn: removeAsShown,
    onSuccess: async () => {
      router.push('/admin/functions');
      await queries.invalidateQueries({ queryKey: trpc.function.list.pathKey() });
    },
  });
  return (
    <Confirmation
      trigger="Delete"
      title="Delete this function?"
      description={`“${known.name}” is deleted for good. Actions with it stay and can no longer be applied.`}
      action="Delete function"
      onConfirm={() => remove.mutateAsync()}
    />
  );
}
