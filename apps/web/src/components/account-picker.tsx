'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronsUpDown } from 'lucide-react';
import { Suspense } from 'react';
import { loadLater } from '@/components/load-later.ts';
import { useTRPC } from '@/trpc/client.ts';
import { classNames } from './ui/class-names.ts';
import { inputLook } from './ui/field.tsx';
import { Popover } from './ui/popover.tsx';
import { Skeleton } from './ui/skeleton.tsx';
import { useWhenIdle } from './use-when-idle.ts';

const { Part: AccountChoices, preload } = loadLater(() => import('./account-choices.tsx'));

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
  useWhenIdle(preload);
  const chosen = useQuery(
    trpc.account.get.queryOptions({ accountId: value ?? '' }, { enabled: value !== undefined }),
  );

  return (
    <Popover
      label={label ?? 'Accounts'}
      className="w-(--radix-popover-trigger-width) min-w-64 overflow-hidden"
      trigger={
        <button
          type="button"
          id={id}
          // biome-ignore lint/a11y/useAriaPropsForRole: the popover says whether it is open
          role="combobox"
          aria-label={label}
          className={classNames(
            inputLook,
            'flex h-9 items-center justify-between gap-2 text-left',
            className,
          )}
        >
          <span dir="auto" className={classNames('truncate', value === undefined && 'text-muted')}>
            {value === undefined ? none : (chosen.data?.name ?? (chosen.isError ? 'Unknown account' : '…'))}
          </span>
          <ChevronsUpDown className="size-4 shrink-0 text-muted" aria-hidden />
        </button>
      }
    >
      {(close) => (
        <Suspense fallback={<Skeleton className="m-2 h-7" />}>
          <AccountChoices
            value={value}
            none={none}
            onChoose={(accountId) => {
              onChange(accountId);
              close();
            }}
          />
        </Suspense>
      )}
    </Popover>
  );
}
