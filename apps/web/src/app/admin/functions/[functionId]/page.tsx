import type { Metadata } from 'next';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { FunctionDetails } from '@/features/functions/function-details.tsx';
import { requireAdministrator } from '@/server/require-visitor.ts';

export const metadata: Metadata = { title: 'Function' };

interface FunctionProps {
  readonly params: Promise<{ readonly functionId: string }>;
}

export default async function FunctionPage({ params }: FunctionProps) {
  const { functionId } = await params;
  const visitor = await requireAdministrator(`/admin/functions/${functionId}`);
  return (
    <AdminShell visitor={visitor}>
      <FunctionDetails functionId={decodeURIComponent(functionId)} />
    </AdminShell>
  );
}
