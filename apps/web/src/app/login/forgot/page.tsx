import type { Metadata } from 'next';
import { headers } from 'next/headers';
import Link from 'next/link';
import { Notice } from '@/components/ui/notice.tsx';
import { ForgotForm } from '@/features/sign-in/forgot-form.tsx';
import { localPath } from '@/features/sign-in/local-path.ts';
import { LoginFrame, sheetLook } from '@/features/sign-in/login-frame.tsx';
import { loginPath } from '@/features/sign-in/login-path.ts';
import { service } from '@/server/service.ts';

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
