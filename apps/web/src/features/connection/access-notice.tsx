'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import type { Visitor } from '@/server/visitor.ts';
import { useTRPC } from '@/trpc/client.ts';
import { reportSignedOut } from '@/trpc/sign-in-state.ts';

/** Says that the visitor has lost a role since the page was opened. What they typed stays, to be copied. */
export function AccessNotice({ visitor }: { visitor: Visitor }) {
  const status = useKnownStatus();
  const isSignedOut = status?.isAuthenticated === false;
  useEffect(() => {
    if (isSignedOut) reportSignedOut();
  }, [isSignedOut]);
  const isStillThem = status?.id === visitor.userId;
  const lost = isStillThem ? visitor.roles.filter((role) => !status.roles?.includes(role)) : [];
  if (lost.length === 0) return null;
  return (
    <Notice tone="danger">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p>
          <strong className="font-semibold">You may not work here any more.</strong> You have lost the role{' '}
          {lost.join(' and ')}, so that nothing more can be saved. What you typed stays until you leave this
          page. Ask a system administrator if you still need the role.
        </p>
        <Button asChild variant="outline" size="small" className="text-ink">
          {/* Loads anew, with the rights that are left. */}
          <a href="/">Go to what you may see</a>
        </Button>
      </div>
    </Notice>
  );
}

/**
 * What is known of the sign-in, without asking for it: that is done when something was refused, and by others. A query here,
 * outside of what the server has read for the page, would keep what it has read from being taken.
 */
function useKnownStatus() {
  const queries = useQueryClient();
  const key = useTRPC().auth.status.queryKey({});
  const subscribe = useCallback(
    (changed: () => void) => queries.getQueryCache().subscribe(changed),
    [queries],
  );
  return useSyncExternalStore(
    subscribe,
    () => queries.getQueryData(key),
    () => undefined,
  );
}
