import type { Metadata } from 'next';
import { headers } from 'next/headers';
import Link from 'next/link';
import { Notice } from '../../../components/ui/notice.tsx';
import { service } from '../../../server/service.ts';
import { localPath } from '../local-path.ts';
import { LoginFrame, sheetLook } from '../login-frame.tsx';
import { loginPath } from '../login-path.ts';
import { ForgotForm } from './forgot-form.tsx';

export const metadata: Metadata = { title: 'Forgot password' };

interface ForgotProps {
  readonly searchParams: Promise<{ readonly redirect?: string | readonly string[] }>;
}

export default async function Forgot({ searchParams }: ForgotProps) {
  const target = localPath((await searchParams).redirect);
  // Asking for the headers first keeps the build, which renders pages on trial, from starting a database.
  await headers();
  const { sendsMail } = await service();
  return (
    <LoginFrame title="Forgot your password?" subtitle="Set a new one with a link that works once.">
      <div className={sheetLook}>
        {sendsMail ? (
          <ForgotForm target={target} />
        ) : (
          <Notice tone="plain">
            This service sends no e-mail. Ask a system administrator for a link with which you set a new
            password.
          </Notice>
        )}
        <Link href={loginPath(target)} className="mt-2 self-center text-sm text-muted hover:text-ink">
          Back to sign in
        </Link>
      </div>
    </LoginFrame>
  );
}
