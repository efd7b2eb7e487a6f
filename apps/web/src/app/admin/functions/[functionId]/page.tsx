import type { Metadata } from 'next';
import { Desk } from '../../../../desk/desk.tsx';
import { requireAdministrator } from '../../../../server/require-visitor.ts';
import { FunctionDetails } from './function-details.tsx';

export const metadata: Metadata = { title: 'Function' };

interface FunctionProps {
  readonly params: Promise<{ readonly functionId: string }>;
}

export default async function FunctionPage({ params }: FunctionProps) {
  const { functionId } = await params;
  const visitor = await requireAdministrator(`/admin/functions/${functionId}`);
  return (
    <Desk visitor={visitor}>
      <FunctionDetails functionId={decodeURIComponent(functionId)} />
    </Desk>
  );
}
