'use client';

import { onlineManager, useMutationState } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { tryConnection } from '@/trpc/connection.ts';

/** Says that the service does not answer, while it does not. */
export function OfflineNotice() {
  const isOnline = useSyncExternalStore(
    (listen) => onlineManager.subscribe(listen),
    () => onlineManager.isOnline(),
    () => true,
  );
  const waiting = useMutationState({ filters: { status: 'pending' } }).length;
  if (isOnline) return null;
  return (
    <Notice tone="danger">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p>
          <strong className="font-semibold">No connection to the service.</strong> What you type stays here,
          and it is tried again every few seconds.
          {waiting > 0 && ' What you sent waits, and is sent as soon as there is one.'}
        </p>
        <Button variant="outline" size="small" className="text-ink" onClick={() => void tryConnection()}>
          Try now
        </Button>
      </div>
    </Notice>
  );
}
