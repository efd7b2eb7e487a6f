import type { Metadata } from 'next';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { historyInput } from '@/components/history/history-input.ts';
import { olderPages } from '@/components/older-pages.ts';
import { FunctionDetails } from '@/features/functions/function-details.tsx';
import { requireAdministrator } from '@/server/require-visitor.ts';
import { Prefetched } from '@/trpc/prefetched.tsx';

export const metadata: Metadata = { title: 'Function' };

interface FunctionProps {
  readonly params: Promise<{ readonly functionId: string }>;
}

export default async function FunctionPage({ params }: FunctionProps) {
  const { functionId } = await params;
  const visitor = await requireAdministrator(`/admin/functions/${functionId}`);
  const id = decodeURIComponent(functionId);
  return (
    <AdminShell visitor={visitor}>
      <Prefetched
        load={(queries, trpc) => [
          queries.prefetchQuery(trpc.function.get.queryOptions({ functionId: id })),
          queries.prefetchInfiniteQuery(
            trpc.audit.list.infiniteQueryOptions(historyInput('AIFunction', id), olderPages),
          ),
        ]}
      >
        <FunctionDetails functionId={id} />
      </Prefetched>
    </AdminShell>
  );
}
