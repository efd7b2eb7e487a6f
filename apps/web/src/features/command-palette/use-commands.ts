'use client';

import { useQuery } from '@tanstack/react-query';
import { useTheme } from 'next-themes';
import { useState } from 'react';
import { leave } from '@/components/form/unsaved.ts';
import { signOutHere } from '@/components/sign-out.ts';
import { STOP_APPLYING } from '@/features/functions/stop-applying.ts';
import { useTRPC } from '@/trpc/client.ts';
import { type Command, commandsOfPage } from './commands.ts';

const FUNCTIONS = '/admin/functions';

/** What somebody with these roles can do from here: what the page offers first, then what can be done everywhere. */
export function useCommands(roles: readonly string[], go: (href: string) => void): readonly Command[] {
  const trpc = useTRPC();
  // As the page was when the window opened: behind it nobody can click.
  const [ofPage] = useState(commandsOfPage);
  const { resolvedTheme, setTheme } = useTheme();
  const administers = roles.includes('SystemAdministrator');
  const next = useQuery(trpc.overview.queue.queryOptions({}, { enabled: administers })).data?.next;
  const offersNext = ofPage.some(({ label }) => label === 'Next case');
  const otherLook = resolvedTheme === 'dark' ? 'light' : 'dark';
  return [
    ...ofPage,
    ...(next && !offersNext
      ? [
          {
            label: 'Start reviewing',
            words: 'next case queue waiting',
            run: () => go(`/admin/sessions/${next.sessionId}`),
          },
        ]
      : []),
    ...(administers
      ? [
          {
            label: 'Stop all applying …',
            words: 'emergency halt runs',
            run: () => {
              // Where the switch is there already, a fragment alone is no way to another page.
              if (window.location.pathname === FUNCTIONS) window.location.hash = STOP_APPLYING;
              else go(`${FUNCTIONS}#${STOP_APPLYING}`);
            },
          },
        ]
      : []),
    {
      label: `Switch to ${otherLook}`,
      words: 'theme look dark light mode colours',
      run: () => setTheme(otherLook),
    },
    { label: 'Sign out', words: 'log out leave', run: () => leave(() => void signOutHere()) },
  ];
}
