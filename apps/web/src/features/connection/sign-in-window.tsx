'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { loginPath } from '@/features/sign-in/login-path.ts';
import { signIn } from '@/features/sign-in/sign-in.ts';
import type { Visitor } from '@/server/visitor.ts';
import { askToSignIn, putOffSignIn, reportSignedIn, signInStore } from '@/trpc/sign-in-state.ts';
import { readVisitor } from './read-visitor.ts';

/** How often it is looked whether somebody has signed in in another tab. */
const LOOK_AGAIN_MS = 2_000;

export interface SignInWindowProps {
  readonly visitor: Visitor;
  readonly singleSignOn: string | undefined;
}

/** Says that the sign-in has ended, and lets the same person sign in again. */
export default function SignInWindow({ visitor, singleSignOn }: SignInWindowProps) {
  const queries = useQueryClient();
  const { isAsked } = useSyncExternalStore(signInStore.subscribe, signInStore.get, signInStore.getOnServer);
  const [stranger, setStranger] = useState<string>();

  /** Whether the same person is signed in; then everything goes on. */
  const look = useCallback(async () => {
    const present = await readVisitor();
    if (!present || !signInStore.get().isSignedOut) return;
    const isThem = present.id === visitor.userId;
    setStranger(isThem ? undefined : present.emailAddress);
    if (!isThem) return;
    reportSignedIn();
    await queries.invalidateQueries();
  }, [queries, visitor.userId]);

  useEffect(() => {
    const onReturn = () => void look();
    const timer = window.setInterval(onReturn, LOOK_AGAIN_MS);
    window.addEventListener('focus', onReturn);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener('focus', onReturn);
    };
  }, [look]);

  return (
    <>
      {!isAsked && (
        <Notice tone="danger">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p>
              <strong className="font-semibold">You are signed out.</strong> What you typed is still here.
            </p>
            <Button variant="outline" size="small" className="text-ink" onClick={askToSignIn}>
              Sign in
            </Button>
          </div>
        </Notice>
      )}
      <Dialog
        open={isAsked}
        steady
        topmost
        onOpenChange={(open) => !open && putOffSignIn()}
        title="Sign in again"
        description={`You are signed out. Sign in as ${visitor.emailAddress} and go on where you were: nothing you typed is lost.`}
      >
        <SignInFields
          emailAddress={visitor.emailAddress}
          singleSignOn={singleSignOn}
          stranger={stranger}
          onSignedIn={look}
        />
      </Dialog>
    </>
  );
}

interface SignInFieldsProps {
  readonly emailAddress: string;
  readonly singleSignOn: string | undefined;
  /** Who else has signed in in this browser meanwhile. */
  readonly stranger: string | undefined;
  readonly onSignedIn: () => Promise<void>;
}

function SignInFields({ emailAddress, singleSignOn, stranger, onSignedIn }: SignInFieldsProps) {
  const [password, setPassword] = useState('');
  const [refusal, setRefusal] = useState<string>();
  const [isPending, setPending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const form = new FormData();
    form.set('emailAddress', emailAddress);
    form.set('password', password);
    setPending(true);
    const refused = await signIn(form);
    setRefusal(refused);
    if (refused === undefined) await onSignedIn();
    setPending(false);
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      {stranger && (
        <Notice tone="danger">
          {stranger} has signed in in this browser. What is on this page is the work of {emailAddress}, who
          has to sign in to go on with it.
        </Notice>
      )}
      <Field label="E-mail address">
        {(control) => <Input {...control} readOnly autoComplete="username" value={emailAddress} />}
      </Field>
      <Field label="Password" error={refusal}>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="current-password"
            required
            autoFocus
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" disabled={isPending}>
          {isPending ? 'Signing in …' : 'Sign in'}
        </Button>
        {singleSignOn && (
          <Button asChild variant="outline">
            <a href={loginPath('/login/done')} target="_blank" rel="noreferrer">
              Sign in with {singleSignOn}
            </a>
          </Button>
        )}
        <Button variant="ghost" onClick={putOffSignIn}>
          Not now
        </Button>
      </div>
    </form>
  );
}
