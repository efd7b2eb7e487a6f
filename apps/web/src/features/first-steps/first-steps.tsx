'use client';

import type { AISetup } from '@ai-sessions/contract';
import { ArrowRight, Circle, CircleCheck, X } from 'lucide-react';
import Link from 'next/link';
import { type ReactNode, useState } from 'react';
import { Section } from '@/components/admin-shell/section.tsx';
import { AfterScripts } from '@/components/after-scripts.tsx';
import { Button } from '@/components/ui/button.tsx';
import { useHydrated } from '@/components/use-hydrated.ts';
import { NewAccountDialog } from '@/features/accounts/new-account-dialog.tsx';
import { NewKeyDialog } from '@/features/api-keys/new-key-dialog.tsx';
import { AddDemoData } from './demo-data.tsx';
import { hidingCookie } from './first-steps-cookie.ts';
import { AccountStep, KeyStep, SessionStep } from './step-bodies.tsx';

interface FirstStepsProps {
  readonly setup: AISetup;
  readonly emailAddress: string;
  readonly publicUrl: string | undefined;
}

/** Leads from an empty installation to the first session. Each step is done once there is what it makes. */
export default function FirstSteps({ setup, emailAddress, publicUrl }: FirstStepsProps) {
  const { accountId, hasKey, sessionId } = setup;
  const [isHidden, setHidden] = useState(false);
  const [key, setKey] = useState<string>();
  const isHydrated = useHydrated();
  if (isHidden) return null;

  const baseUrl = publicUrl ?? (isHydrated ? window.location.origin : '');
  const steps: readonly Step[] = [
    {
      title: 'Add the first account',
      what: 'A customer on your platform, for whom sessions are opened.',
      isDone: accountId !== undefined,
      page: accountId && { href: `/admin/accounts/${accountId}`, label: setup.accountName ?? 'Account' },
      action: <NewAccountDialog />,
      body: <AccountStep baseUrl={baseUrl} emailAddress={emailAddress} />,
    },
    {
      title: 'Make the first key',
      what: 'With it an agent, or a program of yours, opens sessions and proposes.',
      isDone: hasKey,
      page: hasKey && { href: '/admin/keys', label: 'API keys' },
      action: <NewKeyDialog onMade={(made) => setKey(made.key)} />,
      body: <KeyStep baseUrl={baseUrl} emailAddress={emailAddress} />,
    },
    {
      title: 'Open the first session',
      what: 'What is proposed in it waits here for you.',
      isDone: sessionId !== undefined,
      page: sessionId && { href: `/admin/sessions/${sessionId}`, label: 'Session' },
      body: <SessionStep baseUrl={baseUrl} apiKey={key} setup={setup} />,
    },
  ];
  const next = steps.find((step) => !step.isDone);

  function hide() {
    setHidden(true);
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in all browsers that are served
    document.cookie = hidingCookie(window.location.protocol === 'https:');
  }
  return (
    // Its scripts come later than those of the page.
    <AfterScripts>
      <Section
        title={next ? 'First steps' : 'All set up'}
        action={
          <Button variant="ghost" size="small" onClick={hide}>
            <X aria-hidden /> Hide
          </Button>
        }
      >
        <div className="rounded-lg border bg-sheet">
          <ol className="divide-y">
            {steps.map((step) => (
              <StepItem key={step.title} step={step} isNext={step === next} />
            ))}
          </ol>
          {sessionId === undefined && setup.demoSessions === 0 && (
            <div className="border-t bg-sunken/40 px-4 py-3">
              <AddDemoData />
            </div>
          )}
        </div>
      </Section>
    </AfterScripts>
  );
}

interface Step {
  readonly title: string;
  readonly what: string;
  readonly isDone: boolean;
  /** Where what it made can be looked at. */
  readonly page: { readonly href: string; readonly label: string } | false | '' | undefined;
  /** The button that does it here. */
  readonly action?: ReactNode;
  readonly body: ReactNode;
}

function StepItem({ step, isNext }: { step: Step; isNext: boolean }) {
  const { title, what, isDone, page, action, body } = step;
  return (
    <li aria-current={isNext ? 'step' : undefined} className="flex gap-3 px-4 py-3 text-sm">
      {isDone ? (
        <CircleCheck className="mt-0.5 size-4 shrink-0 text-accent" aria-hidden />
      ) : (
        <Circle className="mt-0.5 size-4 shrink-0 text-muted" aria-hidden />
      )}
      <div className="flex min-w-0 flex-1 flex-col gap-3">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <div>
            <h3 className={isNext ? 'font-semibold' : 'font-medium'}>
              <span className="sr-only">{isDone ? 'Done: ' : 'To do: '}</span>
              {title}
            </h3>
            {!isDone && <p className="text-muted">{what}</p>}
          </div>
          {isDone && page && (
            <Link
              href={page.href}
              className="inline-flex max-w-full items-center gap-1 rounded-sm text-accent hover:underline [&_svg]:size-3.5"
            >
              <span className="truncate">{page.label}</span> <ArrowRight aria-hidden />
            </Link>
          )}
        </div>
        {/* Also when it is done: a dialog of it that is open stays, with the key that is shown this once. */}
        {action && <div className={isNext ? undefined : 'hidden'}>{action}</div>}
        {isNext && body}
      </div>
    </li>
  );
}
