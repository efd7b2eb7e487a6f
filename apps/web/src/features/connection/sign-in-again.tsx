'use client';

import { Suspense, useSyncExternalStore } from 'react';
import { loadLater } from '@/components/load-later.ts';
import { useWhenIdle } from '@/components/use-when-idle.ts';
import { signInStore } from '@/trpc/sign-in-state.ts';
import type { SignInWindowProps } from './sign-in-window.tsx';

const { Part: SignInWindow, preload } = loadLater(() => import('./sign-in-window.tsx'));

/**
 * Lets somebody whose sign-in has ended sign in in place: the page stays as it is. What that takes is loaded after the page,
 * which hardly ever needs it.
 */
export function SignInAgain(props: SignInWindowProps) {
  const { isSignedOut } = useSyncExternalStore(
    signInStore.subscribe,
    signInStore.get,
    signInStore.getOnServer,
  );
  useWhenIdle(preload);
  if (!isSignedOut) return null;
  return (
    <Suspense>
      <SignInWindow {...props} />
    </Suspense>
  );
}
