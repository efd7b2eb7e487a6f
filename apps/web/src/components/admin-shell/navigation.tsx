'use client';

import { Blocks, Building2, Gauge, History, KeyRound, ListChecks, Play, Users, Webhook } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { classNames } from '@/components/ui/class-names.ts';
import { MentionCount, QueueCount } from '@/features/review-queue/queue-count.tsx';

const administrators = ['SystemAdministrator'];
const managers = ['SystemAdministrator', 'Manager'];

const places = [
  { href: '/admin', label: 'Overview', Icon: Gauge, roles: administrators },
  { href: '/admin/sessions', label: 'Sessions', Icon: ListChecks, roles: administrators },
  { href: '/admin/runs', label: 'Runs', Icon: Play, roles: administrators },
  { href: '/admin/functions', label: 'Functions', Icon: Blocks, roles: administrators },
  { href: '/admin/accounts', label: 'Accounts', Icon: Building2, roles: administrators },
  { href: '/admin/users', label: 'Users', Icon: Users, roles: managers },
  { href: '/admin/keys', label: 'API keys', Icon: KeyRound, roles: administrators },
  { href: '/admin/webhooks', label: 'Webhooks', Icon: Webhook, roles: administrators },
  { href: '/admin/audit', label: 'Audit', Icon: History, roles: administrators },
] as const;

/** The places of the desk that somebody with these roles may enter; the current one is marked. */
export function Navigation({ roles }: { roles: readonly string[] }) {
  const path = usePathname();
  return (
    <nav
      aria-label="Main"
      className="relative flex min-w-0 max-md:order-last max-md:w-full max-md:justify-between md:flex-col md:gap-1"
    >
      {places
        .filter((place) => place.roles.some((role) => roles.includes(role)))
        .map(({ href, label, Icon }) => {
          const current = href === '/admin' ? path === href : path.startsWith(href);
          return (
            <Link
              key={href}
              href={href}
              aria-current={current ? 'page' : undefined}
              className={classNames(
                'flex items-center gap-2 rounded-md px-2.5 py-1.5 text-sm max-sm:px-2 font-medium',
                current ? 'bg-accent-soft text-ink' : 'text-muted hover:bg-sunken hover:text-ink',
              )}
            >
              <Icon className="size-4" aria-hidden />
              <span className={classNames(current ? 'max-sm:sr-only' : 'max-md:sr-only')}>{label}</span>
              {href === '/admin' && <MentionCount />}
              {href === '/admin/sessions' && <QueueCount />}
            </Link>
          );
        })}
    </nav>
  );
}
