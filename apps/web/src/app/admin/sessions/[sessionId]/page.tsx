import type { Metadata } from 'next';
import { Desk } from '../../../../desk/desk.tsx';
import { requireAdministrator } from '../../../../server/require-visitor.ts';
import { SessionDetails } from './session-details.tsx';

export const metadata: Metadata = { title: 'Session' };

interface SessionProps {
  readonly params: Promise<{ readonly sessionId: string }>;
}

export default async function Session({ params }: SessionProps) {
  const { sessionId } = await params;
  const visitor = await requireAdministrator(`/admin/sessions/${sessionId}`);
  return (
    <Desk visitor={visitor}>
      <SessionDetails sessionId={decodeURIComponent(sessionId)} />
    </Desk>
  );
}
