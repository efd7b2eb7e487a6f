import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { service } from '../../server/service.ts';
import { localPath } from './local-path.ts';
import { SignInForm } from './sign-in-form.tsx';

export const metadata: Metadata = { title: 'Sign in' };

interface LoginProps {
  readonly searchParams: Promise<{ readonly redirect?: string | readonly string[] }>;
}

export default async function Login({ searchParams }: LoginProps) {
  const { redirect: wanted } = await searchParams;
  const target = localPath(wanted);
  const visitor = await (await service()).visitor(await headers());
  if (visitor) redirect(target);
  return <SignInForm target={target} />;
}
