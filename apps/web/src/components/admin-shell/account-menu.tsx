'use client';

import { ChevronsUpDown, LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react';
import Link from 'next/link';
import { signOut } from 'next-auth/react';
import { useTheme } from 'next-themes';
import { DropdownMenu } from 'radix-ui';

const looks = [
  { value: 'system', label: 'As the system', Icon: Monitor },
  { value: 'light', label: 'Light', Icon: Sun },
  { value: 'dark', label: 'Dark', Icon: Moon },
] as const;

const itemLook =
  'flex items-center gap-2 rounded-sm px-2 py-1.5 text-sm outline-none data-[highlighted]:bg-accent-soft data-[state=checked]:font-medium [&_svg]:size-4 [&_svg]:text-muted';

/** Who is signed in, how the pages look, and the way out. */
export function AccountMenu({ emailAddress }: { emailAddress: string }) {
  const { theme, setTheme } = useTheme();
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className="flex w-full items-center gap-2 rounded-md p-1.5 text-left text-sm hover:bg-sunken">
        <span className="sr-only">Account of {emailAddress}</span>
        <span
          aria-hidden
          className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold uppercase"
        >
          {emailAddress.charAt(0)}
        </span>
        <span aria-hidden className="hidden min-w-0 flex-1 truncate text-xs text-muted md:block">
          {emailAddress}
        </span>
        <ChevronsUpDown className="hidden size-4 shrink-0 text-muted md:block" aria-hidden />
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
          <DropdownMenu.Item className={itemLook} onSelect={() => void signOut({ callbackUrl: '/login' })}>
            <LogOut aria-hidden /> Sign out
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
