import type { Metadata } from 'next';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { localPath } from '@/features/sign-in/local-path.ts';
import { problemOf } from '@/features/sign-in/problem.ts';
import { SignInForm } from '@/features/sign-in/sign-in-form.tsx';
import { service } from '@/server/service.ts';

export const metadata: Metadata = { title: 'Sign in' };

interface LoginProps {
  readonly searchParams: Promise<{
    readonly redirect?: string | readonly string[];
    readonly error?: string | readonly string[];
  }>;
}

export default async function Login({ searchParams }: LoginProps) {
  const { redirect: wanted, error } = await searchParams;
  const target = localPath(wanted ?? (error === undefined ? undefined : await earlierTarget()));
  const incoming = await headers();
  const { visitor, singleSignOn } = await service();
  if (await visitor(incoming)) redirect(target);
  return <SignInForm target={target} singleSignOn={singleSignOn} earlier={problemOf(error)} />;
}

/** Where somebody wanted to go before they were sent to the provider, which is all that leads back from a failure there. */
async function earlierTarget(): Promise<string | undefined> {
  const jar = await cookies();
  return ['__Secure-', '']
    .map((prefix) => jar.get(`${prefix}next-auth.callback-url`)?.value)
    .find((target) => target !== undefined);
}
