'use client';

import { signOut } from 'next-auth/react';
import { Button } from './ui/button.tsx';

/** Ends the browser's session. */
export function SignOutButton() {
  return (
    <Button variant="outline" onClick={() => void signOut({ callbackUrl: '/login' })}>
      Sign in as someone else
    </Button>
  );
}
