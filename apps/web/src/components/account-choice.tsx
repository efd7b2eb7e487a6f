'use client';

import { useQueries } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useTRPC } from '@/trpc/client.ts';
import { AccountPicker } from './account-picker.tsx';

interface AccountChoiceProps {
  readonly id?: string;
  readonly chosen: readonly string[];
  /** What it means that none is chosen: here nothing, there everything. */
  readonly whenNone?: string;
  readonly onChange: (accountIds: readonly string[]) => void;
}

/** Chooses several accounts, one after the other. */
export function AccountChoice({ id, chosen, whenNone, onChange }: AccountChoiceProps) {
  const trpc = useTRPC();
  const accounts = useQueries({
    queries: chosen.map((accountId) => trpc.account.get.queryOptions({ accountId })),
  });
  return (
    <div className="flex flex-col gap-2">
      {chosen.length === 0 && whenNone && <p className="text-sm">{whenNone}</p>}
      {chosen.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {chosen.map((accountId, index) => {
            const name = accounts[index]?.data?.name ?? '…';
            return (
              <li
                key={accountId}
                className="flex max-w-full items-center gap-1 rounded-sm bg-sunken py-0.5 pr-0.5 pl-2 text-sm"
              >
                <span dir="auto" className="truncate">
                  {name}
                </span>
                <button
                  type="button"
                  aria-label={`Remove ${name}`}
                  className="rounded-sm p-1 text-muted hover:text-ink [&_svg]:size-3.5"
                  onClick={() => onChange(chosen.filter((other) => other !== accountId))}
                >
                  <X />
                </button>
              </li>
            );
          })}
        </ul>
      )}
      <AccountPicker
        id={id}
        value={undefined}
        none="Add an account"
        onChange={(accountId) => {
          if (accountId !== undefined && !chosen.includes(accountId)) onChange([...chosen, accountId]);
        }}
      />
    </div>
  );
}
