'use client';

import Link from 'next/link';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { Field, Input } from '../../components/ui/field.tsx';
import { Notice } from '../../components/ui/notice.tsx';
import { LoginFrame, sheetLook } from './login-frame.tsx';
import { signIn } from './sign-in.ts';

/** Asks for e-mail address and password and goes on to a path of our own. */
export function SignInForm({ target }: { target: string }) {
  const [problem, setProblem] = useState<string>();
  const [pending, setPending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setPending(true);
    setProblem(undefined);
    const refusal = await signIn(form);
    if (refusal === undefined) {
      window.location.assign(target);
      return;
    }
    setProblem(refusal);
    setPending(false);
  }

  return (
    <LoginFrame title="Sign in to AI Sessions" subtitle="Review and apply what agents propose.">
      <form onSubmit={submit} method="post" className={sheetLook}>
        {problem && <Notice tone="danger">{problem}</Notice>}
        <Field label="E-mail address">
          {(control) => (
            <Input
              {...control}
              name="emailAddress"
              type="text"
              inputMode="email"
              autoComplete="username"
              required
              autoFocus
            />
          )}
        </Field>
        <Field label="Password">
          {(control) => (
            <Input {...control} name="password" type="password" autoComplete="current-password" required />
          )}
        </Field>
        <Button type="submit" disabled={pending}>
          {pending ? 'Signing in …' : 'Sign in'}
        </Button>
        <Link href="/login/forgot" className="mt-2 self-center text-sm text-muted hover:text-ink">
          Forgot password?
        </Link>
      </form>
    </LoginFrame>
  );
}
