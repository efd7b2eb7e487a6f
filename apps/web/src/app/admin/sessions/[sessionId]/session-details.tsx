'use client';

import type { AISessionInfo } from '@ai-sessions/contract';
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { FailureNotice } from '../../../../components/failure-notice.tsx';
import { Button } from '../../../../components/ui/button.tsx';
import { CopyButton } from '../../../../components/ui/copy-button.tsx';
import { Skeleton } from '../../../../components/ui/skeleton.tsx';
import { When } from '../../../../components/ui/when.tsx';
import { useTRPC } from '../../../../trpc/client.ts';
import { failureOf } from '../../../../trpc/failure.ts';
import { ActionList } from './action-list.tsx';
import { PurposeEditor } from './purpose-editor.tsx';

/** One session: what it is for, whose it is, who touched it when. */
export function SessionDetails({ sessionId }: { sessionId: string }) {
  const trpc = useTRPC();
  const session = useQuery(trpc.session.get.queryOptions({ sessionId }));

  if (session.isError) {
    return failureOf(session.error).status === 404 ? (
      <div className="flex flex-col items-start gap-3">
        <h1 className="text-xl font-semibold">There is no such session</h1>
        <p className="text-sm text-muted">
          The address may be mistyped, or the session may have been deleted.
        </p>
        <Button asChild variant="outline">
          <Link href="/admin/sessions">Go to the sessions</Link>
        </Button>
      </div>
    ) : (
      <FailureNotice error={session.error} onRetry={() => void session.refetch()} />
    );
  }
  return (
    <>
      <Link
        href="/admin/sessions"
        className="mb-3 inline-flex items-center gap-1 rounded-sm text-sm text-muted hover:text-ink"
      >
        <ChevronLeft className="size-4" aria-hidden /> Sessions
      </Link>
      {session.data ? <Loaded session={session.data} /> : <Skeleton className="h-40 w-full max-w-3xl" />}
    </>
  );
}

function Loaded({ session }: { session: AISessionInfo }) {
  const {
    id = '',
    accountId,
    accountName,
    createdBy,
    dateCreated,
    lastModifiedBy,
    dateLastModified,
  } = session;
  return (
    <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <div className="flex flex-col gap-6">
        <PurposeEditor session={session} />
        <ActionList actions={session.actions ?? []} />
      </div>
      <dl className="h-fit divide-y rounded-lg border bg-sheet text-sm">
        <Fact name="Account">
          {accountId ? (
            <Link href={`/admin/sessions?account=${accountId}`} className="hover:text-accent hover:underline">
              {accountName}
            </Link>
          ) : (
            'Whole platform'
          )}
        </Fact>
        <Fact name="Created">
          <When instant={dateCreated} />
          <div className="truncate text-xs text-muted">by {createdBy}</div>
        </Fact>
        <Fact name="Last changed">
          <When instant={dateLastModified} />
          <div className="truncate text-xs text-muted">by {lastModifiedBy}</div>
        </Fact>
        <Fact name="Id">
          <span className="flex items-start gap-1 font-mono text-xs break-all">
            {id}
            <CopyButton text={id} label="Copy id" />
          </span>
        </Fact>
      </dl>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="px-4 py-3">
      <dt className="mb-0.5 text-xs text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
