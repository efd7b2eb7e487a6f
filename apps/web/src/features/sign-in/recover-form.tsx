'use client';

import Link from 'next/link';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { loginPath } from './login-path.ts';
import { takeOnward } from './onward.ts';
import { post } from './refusal.ts';

/** Asks for the new password. The token is read from behind the `#` of the link only when it is used. */
export function RecoverForm({ minimum }: { minimum: number }) {
  const [problem, setProblem] = useState<string>();
  const [state, setState] = useState<'asking' | 'pending' | 'done'>('asking');
  const [onward, setOnward] = useState('/');

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const newPassword = String(form.get('newPassword'));
    if (newPassword !== form.get('repeated')) {
      setProblem('The two passwords differ.');
      return;
    }
    setState('pending');
    const token = new URLSearchParams(window.location.hash.slice(1)).get('token') ?? '';
    const refusal = await post('/auth/recover', { token, newPassword });
    if (refusal === undefined) setOnward(takeOnward());
    setProblem(refusal);
    setState(refusal === undefined ? 'done' : 'asking');
  }

  if (state === 'done') {
    return (
      <>
        <Notice tone="plain">Your password is set.</Notice>
        <Button asChild>
          <Link href={loginPath(onward)}>Sign in</Link>
        </Button>
      </>
    );
  }
  return (
    <form onSubmit={submit} method="post" className="flex flex-col gap-2">
      {problem && <Notice tone="danger">{problem}</Notice>}
      <Field label="New password" hint={`${minimum} characters or more.`}>
        {(control) => (
          <Input
            {...control}
            name="newPassword"
            type="password"
            autoComplete="new-password"
            required
            autoFocus
          />
        )}
      </Field>
      <Field label="Once more">
        {(control) => (
          <Input {...control} name="repeated" type="password" autoComplete="new-password" required />
        )}
      </Field>
      <Button type="submit" disabled={state === 'pending'}>
        Set password
      </Button>
      <Link href="/login/forgot" className="mt-2 self-center text-sm text-muted hover:text-ink">
        Ask for a new link
      </Link>
    </form>
  );
}
