'use client';

import type { AISessionInfo } from '@ai-sessions/contract';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { FailureNotice } from '../../../../components/failure-notice.tsx';
import { CopyButton } from '../../../../components/ui/copy-button.tsx';
import { Skeleton } from '../../../../components/ui/skeleton.tsx';
import { When } from '../../../../components/ui/when.tsx';
import { BackLink } from '../../../../desk/back-link.tsx';
import { Fact, Facts } from '../../../../desk/facts.tsx';
import { History } from '../../../../desk/history.tsx';
import { MissingRecord } from '../../../../desk/missing-record.tsx';
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
      <MissingRecord what="session" list="/admin/sessions" />
    ) : (
      <FailureNotice error={session.error} onRetry={() => void session.refetch()} />
    );
  }
  return (
    <>
      <BackLink href="/admin/sessions">Sessions</BackLink>
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
        <History entityType="AISession" entityId={id} />
      </div>
      <Facts>
        <Fact name="Account">
          {accountId ? (
            <Link href={`/admin/accounts/${accountId}`} className="hover:text-accent hover:underline">
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
      </Facts>
    </div>
  );
}
