'use client';

import { Building2, ListChecks } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { classNames } from '../components/ui/class-names.ts';

const places = [
  { href: '/admin/sessions', label: 'Sessions', Icon: ListChecks },
  { href: '/admin/accounts', label: 'Accounts', Icon: Building2 },
] as const;

/** The places of the desk; the current one is marked. */
export function Navigation() {
  const path = usePathname();
  return (
    <nav aria-label="Main" className="flex gap-1 md:flex-col">
      {places.map(({ href, label, Icon }) => {
        const current = path.startsWith(href);
        return (
          <Link
            key={href}
            href={href}
            aria-current={current ? 'page' : undefined}
            className={classNames(
              'flex items-center gap-2 rounded-md px-2.5 py-1.5 text-sm font-medium',
              current ? 'bg-accent-soft text-ink' : 'text-muted hover:bg-sunken hover:text-ink',
            )}
          >
            <Icon className="size-4" aria-hidden />
            {label}
          </Link>
        );
      })}
    </nav>
  );
}
