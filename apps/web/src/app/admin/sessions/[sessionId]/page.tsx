import type { Metadata } from 'next';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { SessionDetails } from '@/features/sessions/session-details.tsx';
import { requireAdministrator } from '@/server/require-visitor.ts';

export const metadata: Metadata = { title: 'Session' };

interface SessionProps {
  readonly params: Promise<{ readonly sessionId: string }>;
}

export default async function Session({ params }: SessionProps) {
  const { sessionId } = await params;
  const visitor = await requireAdministrator(`/admin/sessions/${sessionId}`);
  return (
    <AdminShell visitor={visitor}>
      <SessionDetails sessionId={decodeURIComponent(sessionId)} />
    </AdminShell>
  );
}
