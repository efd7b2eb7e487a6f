'use client';

import { signOutHere } from './sign-out.ts';
import { Button } from './ui/button.tsx';

/** Ends the browser's session. */
export function SignOutButton() {
  return (
    <Button variant="outline" onClick={() => void signOutHere()}>
      Sign in as someone else
    </Button>
  );
}
