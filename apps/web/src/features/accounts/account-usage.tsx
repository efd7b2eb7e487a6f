'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Section } from '@/components/admin-shell/section.tsx';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { daysOf, monthAfter, monthName, thisMonth } from './month.ts';

/** Customers that are shown one by one; the others are one line. */
const SHOWN = 10;

/** The AI minutes of an account in a month, with the customers that they were spent for. */
export function AccountUsage({ accountId }: { accountId: string }) {
  const trpc = useTRPC();
  const [month, setMonth] = useState(thisMonth);
  const usage = useQuery(trpc.usage.get.queryOptions({ accountId, ...daysOf(month) }));
  const total = usage.data?.accountUsage[0]?.aiMinutes ?? 0;
  return (
    <Section
      title="AI minutes"
      action={
        <div className="flex items-center gap-1 text-sm">
          <Button
            variant="ghost"
            size="icon"
            aria-label="Previous month"
            onClick={() => setMonth(monthAfter(month, -1))}
          >
            <ChevronLeft />
          </Button>
          <span className="min-w-32 text-center" aria-live="polite">
            {monthName(month)}
          </span>
          <Button
            variant="ghost"
            size="icon"
            aria-label="Next month"
            disabled={month >= thisMonth()}
            onClick={() => setMonth(monthAfter(month, 1))}
          >
            <ChevronRight />
          </Button>
        </div>
      }
    >
      {usage.isError ? (
        <FailureNotice error={usage.error} onRetry={() => void usage.refetch()} />
      ) : usage.data ? (
        <div className="rounded-lg border bg-sheet p-5">
          <div className="text-2xl font-semibold tabular-nums">
            {total.toLocaleString('en')}{' '}
            <span className="text-sm font-normal text-muted">
              {total === 0 ? 'minutes: nothing was spent' : 'minutes'}
            </span>
          </div>
          <Customers total={total} customers={usage.data.customerUsage} />
        </div>
      ) : (
        <Skeleton className="h-24 w-full" />
      )}
    </Section>
  );
}

interface Share {
  readonly name: string;
  readonly minutes: number;
}

function Customers({
  total,
  customers,
}: {
  total: number;
  customers: readonly { readonly customerId: string; readonly aiMinutes: number }[];
}) {
  if (customers.length === 0) return null;
  const shares = sharesOf(total, customers);
  const most = Math.max(1, ...shares.map(({ minutes }) => minutes));
  return (
    <table className="mt-4 w-full table-fixed text-sm">
      <caption className="sr-only">Minutes by customer</caption>
      <thead className="text-left text-xs text-muted">
        <tr>
          <th scope="col" className="w-2/5 py-1 font-medium">
            Customer
          </th>
          <th scope="col" className="px-3 py-1 font-medium">
            Share
          </th>
          <th scope="col" className="w-20 py-1 text-right font-medium">
            Minutes
          </th>
        </tr>
      </thead>
      <tbody>
        {shares.map(({ name, minutes }) => (
          <tr key={name}>
            <th scope="row" dir="auto" className="truncate py-1 text-left font-normal" title={name}>
              {name}
            </th>
            <td className="px-3 py-1 align-middle">
              <progress
                aria-label={`Minutes of ${name}`}
                className="usage-bar block h-2 w-full"
                max={most}
                value={Math.max(0, minutes)}
              />
            </td>
            <td className="py-1 text-right tabular-nums">{minutes.toLocaleString('en')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The customers with the most minutes, what the others have together, and what was spent for none. */
function sharesOf(
  total: number,
  customers: readonly { readonly customerId: string; readonly aiMinutes: number }[],
): readonly Share[] {
  const byMinutes = customers
    .map(({ customerId, aiMinutes }) => ({ name: customerId, minutes: aiMinutes }))
    .sort((one, other) => other.minutes - one.minutes);
  const others = byMinutes.slice(SHOWN);
  const sum = (shares: readonly Share[]) => shares.reduce((minutes, share) => minutes + share.minutes, 0);
  const withoutCustomer = total - sum(byMinutes);
  return [
    ...byMinutes.slice(0, SHOWN),
    ...(others.length > 0 ? [{ name: `${others.length} more customers`, minutes: sum(others) }] : []),
    ...(withoutCustomer !== 0 ? [{ name: 'Without a customer', minutes: withoutCustomer }] : []),
  ];
}
