import { PASSWORD_MINIMUM } from '@ai-sessions/contract';
import type { Metadata } from 'next';
import { LoginFrame, sheetLook } from '@/features/sign-in/login-frame.tsx';
import { RecoverForm } from '@/features/sign-in/recover-form.tsx';

export const metadata: Metadata = { title: 'New password' };
// Its scripts need the nonce of each answer, which a page that is rendered once for all does not have.
export const dynamic = 'force-dynamic';

export default function Recover() {
  return (
    <LoginFrame title="Set a new password" subtitle="You are signed out everywhere else.">
      <div className={sheetLook}>
        <RecoverForm minimum={PASSWORD_MINIMUM} />
      </div>
    </LoginFrame>
  );
}
