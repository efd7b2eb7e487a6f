'use client';

import Link from 'next/link';
import { signIn as signInElsewhere } from 'next-auth/react';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { LoginFrame, sheetLook } from './login-frame.tsx';
import { loginPath } from './login-path.ts';
import { useOnward } from './onward.ts';
import { signIn } from './sign-in.ts';

interface SignInFormProps {
  /** Path of our own to go on to. */
  readonly target: string;
  /** Name of the provider with which people may sign in instead. */
  readonly singleSignOn: string | undefined;
  /** Why an earlier attempt did not work. */
  readonly earlier: string | undefined;
}

/** Asks for e-mail address and password, or sends to the provider, and goes on. */
export function SignInForm({ target, singleSignOn, earlier }: SignInFormProps) {
  const onward = useOnward(target);
  const [problem, setProblem] = useState(earlier);
  const [pending, setPending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setPending(true);
    setProblem(undefined);
    const refusal = await signIn(form);
    if (refusal === undefined) {
      window.location.assign(onward);
      return;
    }
    setProblem(refusal);
    setPending(false);
  }

  return (
    <LoginFrame title="Sign in to AI Sessions" subtitle="Review and apply what agents propose.">
      <form onSubmit={submit} method="post" className={sheetLook}>
        {problem && <Notice tone="danger">{problem}</Notice>}
        {singleSignOn && (
          <>
            <Button
              variant="outline"
              disabled={pending}
              onClick={() => {
                setPending(true);
                void signInElsewhere('oidc', { callbackUrl: onward });
              }}
            >
              Sign in with {singleSignOn}
            </Button>
            <div className="my-2 flex items-center gap-3 text-xs text-muted">
              <span className="h-px flex-1 bg-line" /> or <span className="h-px flex-1 bg-line" />
            </div>
          </>
        )}
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
        <Link
          href={loginPath(onward, '/login/forgot')}
          className="mt-2 self-center text-sm text-muted hover:text-ink"
        >
          Forgot password?
        </Link>
      </form>
    </LoginFrame>
  );
}
