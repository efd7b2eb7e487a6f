'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { keepOnward } from './onward.ts';
import { post } from './refusal.ts';

/** Asks for the e-mail address to which a link goes. Whoever has set a password goes on to `target`. */
export function ForgotForm({ target }: { target: string }) {
  const [problem, setProblem] = useState<string>();
  const [state, setState] = useState<'asking' | 'pending' | 'done'>('asking');

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const emailAddress = String(new FormData(event.currentTarget).get('emailAddress'));
    setState('pending');
    const refusal = await post('/auth/forgot-password', { emailAddress });
    if (refusal === undefined) keepOnward(target);
    setProblem(refusal);
    setState(refusal === undefined ? 'done' : 'asking');
  }

  if (state === 'done') {
    return (
      <Notice tone="plain">
        If there is a user with this address, a link is on its way. It works for an hour. Look into the folder
        for spam too.
      </Notice>
    );
  }
  return (
    <form onSubmit={submit} method="post" className="flex flex-col gap-2">
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
      <Button type="submit" disabled={state === 'pending'}>
        Send link
      </Button>
    </form>
  );
}
