'use client';

import { useQuery } from '@tanstack/react-query';
import { Bot, Check, ShieldCheck, TriangleAlert, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Badge } from '@/components/ui/badge.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { type ChosenAccounts, ConsentAccounts } from './consent-accounts.tsx';
import { type Decision, sendDecision } from './send-decision.ts';

interface ConsentFormProps {
  /** Name of the request that waits. */
  readonly id: string;
  readonly client: { readonly name: string; readonly host: string | undefined };
  /** Host of the site that gets the answer; `undefined` for a program on this computer. */
  readonly answersTo: string | undefined;
  readonly visitor: { readonly emailAddress: string; readonly roles: readonly string[] };
}

/** Asks whether an agent may come in: who it is, what it can and cannot do, and on which accounts. */
export function ConsentForm({ id, client, answersTo, visitor }: ConsentFormProps) {
  const trpc = useTRPC();
  const status = useQuery(trpc.auth.status.queryOptions({}));
  const [chosen, setChosen] = useState<ChosenAccounts>('all');
  const [problem, setProblem] = useState<string>();
  const [pending, setPending] = useState<'allow' | 'deny'>();
  const administers = visitor.roles.includes('SystemAdministrator');
  const obstacle = obstacleOf(administers, visitor.roles, status.data?.accountIds);
  const isChosen = chosen === 'all' || chosen.length > 0;

  async function decide(decision: Decision) {
    setPending(decision.allow ? 'allow' : 'deny');
    setProblem(undefined);
    const answer = await sendDecision(id, decision);
    if ('redirectTo' in answer) {
      window.location.assign(answer.redirectTo);
      return;
    }
    setProblem(answer.problem);
    setPending(undefined);
  }

  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-8">
      <div className="w-full max-w-lg">
        <div className="mb-5 flex items-start gap-3">
          <span className="grid size-10 shrink-0 place-items-center rounded-lg bg-accent text-accent-ink">
            <Bot className="size-5.5" aria-hidden />
          </span>
          <div className="min-w-0">
            <h1 className="text-lg leading-snug font-semibold break-words">
              Let <span className="text-accent">{client.name}</span> in?
            </h1>
            <p className="text-sm text-muted">
              It wants to work in AI Sessions in your name,{' '}
              <span className="wrap-anywhere">{visitor.emailAddress}</span>.
            </p>
          </div>
        </div>
        <form
          className="flex flex-col gap-5 rounded-lg border bg-sheet p-5 shadow-xs"
          onSubmit={(event) => {
            event.preventDefault();
            void decide({ allow: true, accounts: chosen });
          }}
        >
          <Identity client={client} answersTo={answersTo} />
          <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
            <Ability title="It can">
              <Point icon="can">read sessions, and the functions that there are</Point>
              <Point icon="can">open sessions, and propose changes in them</Point>
              <Point icon="can">revise and withdraw what it proposed itself</Point>
            </Ability>
            <Ability title="It can never">
              <Point icon="never">decide on a proposal, its own or any other</Point>
              <Point icon="never">apply changes: nothing happens before a person does</Point>
              <Point icon="never">edit the functions, or manage users and keys</Point>
            </Ability>
          </div>
          {obstacle === undefined ? (
            <ConsentAccounts
              all={administers}
              names={status.data?.accountNames ?? []}
              chosen={chosen}
              onChange={setChosen}
            />
          ) : (
            <Notice tone="danger">{obstacle}</Notice>
          )}
          {problem && <Notice tone="danger">{problem}</Notice>}
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button
              variant="outline"
              disabled={pending !== undefined}
              onClick={() => void decide({ allow: false })}
            >
              {pending === 'deny' ? 'Turning it away …' : 'Deny'}
            </Button>
            <Button type="submit" disabled={pending !== undefined || obstacle !== undefined || !isChosen}>
              {pending === 'allow' ? 'Letting it in …' : 'Allow'}
            </Button>
          </div>
        </form>
        <p className="mt-3 text-center text-xs text-muted">
          You can end this at any time under <span className="font-medium">Your sign-in</span>.
        </p>
      </div>
    </main>
  );
}

/** Why somebody cannot let an agent in. */
function obstacleOf(
  administers: boolean,
  roles: readonly string[],
  accountIds: readonly string[] | undefined,
): string | undefined {
  if (!administers && !roles.includes('Agent')) {
    return 'You may not let agents in: that needs the role Agent or SystemAdministrator. Ask a system administrator for it.';
  }
  if (!administers && accountIds?.length === 0) {
    return 'You may not work on any account yet, so an agent could not either. Ask a system administrator.';
  }
  return undefined;
}

function Identity({ client, answersTo }: Pick<ConsentFormProps, 'client' | 'answersTo'>) {
  const answered = answersTo === undefined ? 'a program on this computer' : answersTo;
  return (
    <div className="flex flex-col gap-1.5 rounded-md bg-sunken px-3.5 py-3 text-sm">
      {client.host === undefined ? (
        <>
          <div className="flex flex-wrap items-center gap-2">
            <TriangleAlert className="size-4 shrink-0 text-warning" aria-hidden />
            <Badge tone="warning">Not verified</Badge>
          </div>
          <p>
            Nobody vouches for this name: it is only what the agent calls itself. Go on only if you have just
            connected an agent yourself.
          </p>
        </>
      ) : (
        <div className="flex flex-wrap items-center gap-2">
          <ShieldCheck className="size-4 shrink-0 text-good" aria-hidden />
          <Badge tone="good">Verified</Badge>
          <span className="min-w-0">
            by <span className="font-medium wrap-anywhere">{client.host}</span>
          </span>
        </div>
      )}
      <p className="text-muted">
        Access goes to <span className="font-medium wrap-anywhere text-ink">{answered}</span>.
      </p>
    </div>
  );
}

function Ability({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-1.5 text-sm font-medium">{title}</h2>
      <ul className="flex flex-col gap-1.5 text-sm">{children}</ul>
    </section>
  );
}

function Point({ icon, children }: { icon: 'can' | 'never'; children: ReactNode }) {
  const Icon = icon === 'can' ? Check : X;
  return (
    <li className="flex gap-2">
      <Icon
        className={`mt-0.5 size-4 shrink-0 ${icon === 'can' ? 'text-good' : 'text-danger'}`}
        aria-hidden
      />
      <span>{children}</span>
    </li>
  );
}
