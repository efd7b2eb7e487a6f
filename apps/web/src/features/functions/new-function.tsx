'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useContractForm } from '@/components/form/use-contract-form.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { emptyDraft, requestOf } from './function-draft.ts';
import { FunctionForm } from './function-form.tsx';

/** Adds a function to the catalogue. */
export function NewFunction() {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  const router = useRouter();
  const form = useContractForm({
    values: emptyDraft,
    request: 'NewAIFunction',
    requestOf,
    send: (request) => api.function.create.mutate(request),
    async onSent(made) {
      form.clear();
      router.push(`/admin/functions/${made.id}`);
      await queries.invalidateQueries({ queryKey: trpc.function.list.pathKey() });
    },
  });
  return <FunctionForm form={form} foreign={[]} known={undefined} submitLabel="Add function" />;
}
