'use client';

import type { AccountInfo } from '@ai-sessions/contract';
import { type UseFormReturn, useController } from 'react-hook-form';
import { FormFoot } from '@/components/form/form-foot.tsx';
import { Input } from '@/components/ui/field.tsx';
import { useAccountForm } from './use-account-form.ts';

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

/** Prices as they are typed, by kind; empty text stands for none. */
type Prices = Record<Kind, Record<Price, string>>;

/** What an account pays, by kind of use. */
export function BillingForm({ account }: { account: AccountInfo }) {
  const form = useAccountForm({
    account,
    valuesOf: pricesOf,
    sendsAll: true,
    changesOf: (values) => ({ billingSettings: settingsOf(values) }),
  });

  return (
    <form onSubmit={form.submit} className="flex flex-col gap-3">
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
                    <PriceInput
                      fields={form.fields}
                      name={`${kind}.${price}`}
                      label={`${kindLabel}: ${label}`}
                      step={price === 'allowance' ? 1 : 'any'}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <FormFoot form={form} submitLabel="Save prices" />
    </form>
  );
}

interface PriceInputProps {
  readonly fields: UseFormReturn<Prices>;
  readonly name: `${Kind}.${Price}`;
  readonly label: string;
  readonly step: number | 'any';
}

function PriceInput({ fields, name, label, step }: PriceInputProps) {
  const { field } = useController({ control: fields.control, name });
  return (
    <Input
      {...field}
      aria-label={label}
      type="number"
      min={0}
      step={step}
      className="h-8 px-2 text-right tabular-nums"
    />
  );
}

function pricesOf({ billingSettings = {} }: AccountInfo): Prices {
  const textsOf = (kind: Kind) => recordOf(prices, (price) => String(billingSettings[kind]?.[price] ?? ''));
  return recordOf(kinds, textsOf);
}

/** The settings that the prices stand for; lines without a price are left out. */
function settingsOf(values: Prices): Billing {
  return Object.fromEntries(
    kinds.flatMap(([kind]) => {
      const given = prices.flatMap(([price]) => {
        const text = values[kind][price];
        return text === '' ? [] : [[price, Number(text)] as const];
      });
      return given.length > 0 ? [[kind, Object.fromEntries(given)] as const] : [];
    }),
  );
}

/** A value for each name of a list. */
function recordOf<Name extends string, Value>(
  names: readonly (readonly [Name, string])[],
  made: (name: Name) => Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map(([name]) => [name, made(name)])) as Record<Name, Value>;
}
