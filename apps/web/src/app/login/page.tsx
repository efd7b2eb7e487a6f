import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { service } from '../../server/service.ts';
import { localPath } from './local-path.ts';
import { problemOf } from './problem.ts';
import { SignInForm } from './sign-in-form.tsx';

export const metadata: Metadata = { title: 'Sign in' };

interface LoginProps {
  readonly searchParams: Promise<{
    readonly redirect?: string | readonly string[];
    readonly error?: string | readonly string[];
  }>;
}

export default async function Login({ searchParams }: LoginProps) {
  const { redirect: wanted, error } = await searchParams;
  const target = localPath(wanted);
  const incoming = await headers();
  const { visitor, singleSignOn } = await service();
  if (await visitor(incoming)) redirect(target);
  return <SignInForm target={target} singleSignOn={singleSignOn} earlier={problemOf(error)} />;
}
