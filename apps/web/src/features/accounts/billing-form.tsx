'use client';

import type { AccountInfo } from '@ai-sessions/contract';
import { type FormEvent, useState } from 'react';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Input } from '@/components/ui/field.tsx';
import { useAccountChange } from './use-account-change.ts';

type Billing = NonNullable<AccountInfo['billingSettings']>;
type Kind = keyof Billing;
type Price = keyof NonNullable<Billing[Kind]>;

const kinds: readonly (readonly [Kind, string])[] = [
  ['base', 'Base fee'],
  ['localNumbers', 'Local numbers'],
  ['tollFreeNumbers', 'Toll-free numbers'],
  ['inboundVoiceCalls', 'Incoming calls'],
  ['outboundVoiceCalls', 'Outgoing calls'],
  ['inboundFaxes', 'Incoming faxes'],
  ['outboundFaxes', 'Outgoing faxes'],
  ['inboundSmsMessages', 'Incoming text messages'],
  ['outboundSmsMessages', 'Outgoing text messages'],
  ['aiInsights', 'AI insights'],
  ['aiLiveMinutes', 'Minutes of live AI'],
];
const prices: readonly (readonly [Price, string])[] = [
  ['baseCost', 'Base cost'],
  ['unitCost', 'Unit cost'],
  ['rawUnitMultiplier', 'Raw × factor'],
  ['allowance', 'Included'],
];

/** What was typed, by kind and price; empty text takes a price away. */
type Typed = Readonly<Record<string, string>>;

/** What an account pays, by kind of use. */
export function BillingForm({ account }: { account: AccountInfo }) {
  const { billingSettings = {} } = account;
  const [typed, setTyped] = useState<Typed>({});
  const change = useAccountChange(account, () => setTyped({}));
  const isTyped = Object.keys(typed).length > 0;

  function submit(event: FormEvent) {
    event.preventDefault();
    change.mutate({ billingSettings: withTyped(billingSettings, typed) });
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      {change.isError && <FailureNotice error={change.error} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section aria-label="Prices" tabIndex={0} className="overflow-x-auto rounded-lg border bg-sheet">
        <table className="w-full min-w-xl text-sm">
          <caption className="sr-only">What the account pays</caption>
          <thead className="border-b bg-sunken/60 text-left text-xs text-muted">
            <tr>
              <th scope="col" className="px-4 py-2 font-medium">
                For
              </th>
              {prices.map(([price, label]) => (
                <th key={price} scope="col" className="w-28 px-2 py-2 font-medium">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y">
            {kinds.map(([kind, kindLabel]) => (
              <tr key={kind}>
                <th scope="row" className="px-4 py-1.5 text-left font-normal">
                  {kindLabel}
                </th>
                {prices.map(([price, label]) => (
                  <td key={price} className="px-2 py-1.5">
                    <Input
                      aria-label={`${kindLabel}: ${label}`}
                      type="number"
                      min={0}
                      step={price === 'allowance' ? 1 : 'any'}
                      className="h-8 px-2 text-right tabular-nums"
                      value={typed[`${kind}.${price}`] ?? billingSettings[kind]?.[price] ?? ''}
                      onChange={(event) => setTyped({ ...typed, [`${kind}.${price}`]: event.target.value })}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div className="flex items-center gap-3">
        <Button type="submit" disabled={change.isPending || !isTyped}>
          {change.isPending ? 'Saving …' : 'Save prices'}
        </Button>
        {change.isSuccess && !isTyped && (
          <span role="status" className="text-sm text-muted">
            Saved.
          </span>
        )}
      </div>
    </form>
  );
}

/** The settings with what was typed in place of what was there; lines without a price are left out. */
function withTyped(known: Billing, typed: Typed): Billing {
  const line = (kind: Kind) => {
    const given = prices.flatMap(([price]) => {
      const text = typed[`${kind}.${price}`];
      const value = text === undefined ? known[kind]?.[price] : text === '' ? undefined : Number(text);
      return value === undefined ? [] : [[price, value] as const];
    });
    return given.length > 0 ? [[kind, Object.fromEntries(given)] as const] : [];
  };
  return Object.fromEntries(kinds.flatMap(([kind]) => line(kind)));
}
