'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Notice } from '@/components/ui/notice.tsx';
import { When } from '@/components/ui/when.tsx';
import { useTRPC } from '@/trpc/client.ts';

/** How often it is asked while a page is open. */
const ASK_AGAIN_MS = 15_000;

/** Says that all applying is stopped, while it is. */
export function ApplyingBanner() {
  const trpc = useTRPC();
  const applying = useQuery(trpc.applying.get.queryOptions({}, { refetchInterval: ASK_AGAIN_MS }));
  if (!applying.data?.stopped) return null;
  const { reason, changedBy, dateChanged } = applying.data;
  return (
    <Notice tone="danger">
      <strong className="font-semibold">All applying is stopped</strong>
      {reason && `: ${reason}`}
      <div className="mt-0.5 text-xs">
        By {changedBy}, <When instant={dateChanged} />.{' '}
        <Link href="/admin/functions" className="rounded-sm underline">
          Functions
        </Link>{' '}
        has the switch.
      </div>
    </Notice>
  );
}
