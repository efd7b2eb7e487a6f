'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/trpc/client.ts';

/** How much has waited for review longer than the installation finds right, if anything has. */
export function Overdue() {
  const trpc = useTRPC();
  const queue = useQuery(trpc.overview.queue.queryOptions({}));
  const { overdueSessions = 0, reminderDays = 0 } = queue.data ?? {};
  if (overdueSessions === 0) return null;
  return (
    <p className="mb-2 text-sm text-danger">
      {overdueSessions === 1 ? '1 session has' : `${overdueSessions} sessions have`} waited longer than{' '}
      {reminderDays === 1 ? '1 day' : `${reminderDays} days`}.
    </p>
  );
}
