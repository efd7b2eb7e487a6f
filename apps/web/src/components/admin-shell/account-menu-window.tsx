'use client';

import { LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react';
import Link from 'next/link';
import { useTheme } from 'next-themes';
import { DropdownMenu } from 'radix-ui';
import { signOutHere } from '@/components/sign-out.ts';
import { AccountButton } from './account-button.tsx';

const looks = [
  { value: 'system', label: 'As the system', Icon: Monitor },
  { value: 'light', label: 'Light', Icon: Sun },
  { value: 'dark', label: 'Dark', Icon: Moon },
] as const;

const itemLook =
  'flex items-center gap-2 rounded-sm px-2 py-1.5 text-sm outline-none data-[highlighted]:bg-accent-soft data-[state=checked]:font-medium [&_svg]:size-4 [&_svg]:text-muted';

/** What is in the menu of the account, open at first. */
export default function AccountMenuWindow({ emailAddress }: { emailAddress: string }) {
  const { theme, setTheme } = useTheme();
  return (
    <DropdownMenu.Root defaultOpen>
      <DropdownMenu.Trigger asChild>
        <AccountButton emailAddress={emailAddress} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          className="z-50 min-w-52 rounded-md border bg-sheet p-1 shadow-lg"
        >
          <DropdownMenu.Label className="truncate px-2 py-1.5 text-xs text-muted">
            {emailAddress}
          </DropdownMenu.Label>
          <DropdownMenu.Item className={itemLook} asChild>
            <Link href="/admin/profile">
              <UserRound aria-hidden /> Password, sign-ins, keys
            </Link>
          </DropdownMenu.Item>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.RadioGroup value={theme} onValueChange={setTheme}>
            {looks.map(({ value, label, Icon }) => (
              <DropdownMenu.RadioItem key={value} value={value} className={itemLook}>
                <Icon aria-hidden /> {label}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Item className={itemLook} onSelect={() => void signOutHere()}>
            <LogOut aria-hidden /> Sign out
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
