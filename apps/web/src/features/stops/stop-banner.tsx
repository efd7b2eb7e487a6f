'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Notice } from '@/components/ui/notice.tsx';
import { When } from '@/components/ui/when.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { stopInput } from './stop-input.ts';

/** How often it is asked while a page is open. */
const ASK_AGAIN_MS = 15_000;

/** Says that applying is stopped for the account of a session, while it is. */
export function StopBanner({ accountId }: { accountId: string }) {
  const trpc = useTRPC();
  const stops = useQuery(
    trpc.applying.stops.queryOptions(stopInput(accountId), { refetchInterval: ASK_AGAIN_MS }),
  );
  const [stop] = stops.data?.items ?? [];
  if (!stop) return null;
  return (
    <Notice tone="danger">
      <strong className="font-semibold">Applying is stopped for this account</strong>
      {stop.reason && `: ${stop.reason}`}
      <div className="mt-0.5 text-xs">
        By {stop.changedBy}, <When instant={stop.dateChanged} />.{' '}
        <Link href={`/admin/accounts/${accountId}`} className="rounded-sm underline">
          The account
        </Link>{' '}
        has the switch.
      </div>
    </Notice>
  );
}
