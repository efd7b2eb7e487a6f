'use client';

import { AudioWaveform } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { Field, Input } from '../../components/ui/field.tsx';
import { Notice } from '../../components/ui/notice.tsx';
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
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex items-center gap-2.5">
          <span className="grid size-9 place-items-center rounded-lg bg-accent text-accent-ink">
            <AudioWaveform className="size-5" aria-hidden />
          </span>
          <div>
            <h1 className="text-lg leading-tight font-semibold">Sign in to AI Sessions</h1>
            <p className="text-sm text-muted">Review and apply what agents propose.</p>
          </div>
        </div>
        <form
          onSubmit={submit}
          method="post"
          className="flex flex-col gap-2 rounded-lg border bg-sheet p-5 shadow-xs"
        >
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
        </form>
      </div>
    </main>
  );
}
