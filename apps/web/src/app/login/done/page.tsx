import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { LoginFrame, sheetLook } from '@/features/sign-in/login-frame.tsx';

export const metadata: Metadata = { title: 'Signed in' };

/** Where a tab ends in which somebody signed in for another one. */
export default async function Done() {
  // Reading the headers renders the page anew, for its nonce.
  await headers();
  return (
    <LoginFrame title="You are signed in" subtitle="The other tab goes on where you were.">
      <p className={sheetLook}>Close this tab and go back to the one that you came from.</p>
    </LoginFrame>
  );
}
