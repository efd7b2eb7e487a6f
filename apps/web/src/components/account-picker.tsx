'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { Check, ChevronsUpDown } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { useDebounce } from 'use-debounce';
import { useTRPC } from '@/trpc/client.ts';
import { classNames } from './ui/class-names.ts';
import { inputLook } from './ui/field.tsx';

/** Accounts shown at once; typing narrows them down. */
const SHOWN = 50;

interface AccountPickerProps {
  readonly id?: string;
  readonly value: string | undefined;
  readonly onChange: (accountId: string | undefined) => void;
  /** What no account means here, for instance "All accounts". */
  readonly none: string;
  readonly className?: string;
  /** What is chosen, where no label says so. */
  readonly label?: string;
}

/** Chooses an account by searching for its name. */
export function AccountPicker({ id, value, onChange, none, className, label }: AccountPickerProps) {
  const trpc = useTRPC();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [wanted] = useDebounce(text, 150);
  const accounts = useQuery(
    trpc.account.list.queryOptions(
      { text: wanted || undefined, countPerPage: SHOWN, sortField: 'name', simplifiedPaging: true },
      { enabled: open, placeholderData: keepPreviousData },
    ),
  );
  const chosen = useQuery(
    trpc.account.get.queryOptions({ accountId: value ?? '' }, { enabled: value !== undefined }),
  );

  const choose = (accountId: string | undefined) => {
    onChange(accountId);
    setOpen(false);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        id={id}
        role="combobox"
        aria-label={label}
        aria-expanded={open}
        className={classNames(inputLook, 'flex h-9 items-center justify-between gap-2 text-left', className)}
      >
        <span className={classNames('truncate', value === undefined && 'text-muted')}>
          {value === undefined ? none : (chosen.data?.name ?? (chosen.isError ? 'Unknown account' : '…'))}
        </span>
        <ChevronsUpDown className="size-4 shrink-0 text-muted" aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          className="z-50 w-(--radix-popover-trigger-width) min-w-64 overflow-hidden rounded-md border bg-sheet shadow-lg"
        >
          <Command shouldFilter={false} label="Accounts">
            <Command.Input
              value={text}
              onValueChange={setText}
              placeholder="Search accounts"
              className="h-9 w-full border-b bg-transparent px-3 text-sm outline-none placeholder:text-muted"
            />
            <Command.List className="max-h-64 overflow-y-auto p-1">
              {!text && (
                <Choice value="none" selected={value === undefined} onSelect={() => choose(undefined)}>
                  {none}
                </Choice>
              )}
              {accounts.data?.items.map((account) => (
                <Choice
                  key={account.id}
                  value={account.id ?? ''}
                  selected={account.id === value}
                  onSelect={() => choose(account.id)}
                >
                  {account.name}
                </Choice>
              ))}
              {accounts.data?.items.length === 0 && (
                <Command.Empty className="px-2 py-3 text-sm text-muted">
                  No account has this name.
                </Command.Empty>
              )}
            </Command.List>
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface ChoiceProps {
  readonly value: string;
  readonly selected: boolean;
  readonly onSelect: () => void;
  readonly children: React.ReactNode;
}

function Choice({ value, selected, onSelect, children }: ChoiceProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex items-center justify-between gap-2 rounded-sm px-2 py-1.5 text-sm data-[selected=true]:bg-accent-soft"
    >
      <span className="truncate">{children}</span>
      {selected && <Check className="size-4 shrink-0 text-accent" aria-hidden />}
    </Command.Item>
  );
}
