'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { Check } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useDebounce } from 'use-debounce';
import { useTRPC } from '@/trpc/client.ts';

/** Accounts shown at once; typing narrows them down. */
const SHOWN = 50;

interface AccountChoicesProps {
  readonly value: string | undefined;
  readonly none: string;
  readonly onChoose: (accountId: string | undefined) => void;
}

/** The accounts to choose from, narrowed down by typing. They are loaded when somebody is about to choose. */
export default function AccountChoices({ value, none, onChoose }: AccountChoicesProps) {
  const trpc = useTRPC();
  const [text, setText] = useState('');
  const [wanted] = useDebounce(text, 150);
  const accounts = useQuery(
    trpc.account.list.queryOptions(
      { text: wanted || undefined, countPerPage: SHOWN, sortField: 'name', simplifiedPaging: true },
      { placeholderData: keepPreviousData },
    ),
  );
  return (
    <Command shouldFilter={false} label="Accounts">
      <Command.Input
        autoFocus
        value={text}
        onValueChange={setText}
        placeholder="Search accounts"
        className="h-9 w-full border-b bg-transparent px-3 text-sm outline-none placeholder:text-muted"
      />
      <Command.List className="max-h-64 overflow-y-auto p-1">
        {!text && (
          <Choice value="none" selected={value === undefined} onSelect={() => onChoose(undefined)}>
            {none}
          </Choice>
        )}
        {accounts.data?.items.map((account) => (
          <Choice
            key={account.id}
            value={account.id ?? ''}
            selected={account.id === value}
            onSelect={() => onChoose(account.id)}
          >
            {account.name}
          </Choice>
        ))}
        {accounts.data?.items.length === 0 && (
          <Command.Empty className="px-2 py-3 text-sm text-muted">No account has this name.</Command.Empty>
        )}
      </Command.List>
    </Command>
  );
}

interface ChoiceProps {
  readonly value: string;
  readonly selected: boolean;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

function Choice({ value, selected, onSelect, children }: ChoiceProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex items-center justify-between gap-2 rounded-sm px-2 py-1.5 text-sm data-[selected=true]:bg-accent-soft"
    >
      <span dir="auto" className="truncate">
        {children}
      </span>
      {selected && <Check className="size-4 shrink-0 text-accent" aria-hidden />}
    </Command.Item>
  );
}
