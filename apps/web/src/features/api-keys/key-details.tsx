'use client';

import type { ApiKeyInfo } from '@ai-sessions/contract';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { BackLink } from '@/components/admin-shell/back-link.tsx';
import { Section } from '@/components/admin-shell/section.tsx';
import { TabTitle } from '@/components/admin-shell/tab-title.tsx';
import { Fact, Facts } from '@/components/facts.tsx';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { History } from '@/components/history/history.tsx';
import { MissingRecord } from '@/components/missing-record.tsx';
import { Badge } from '@/components/ui/badge.tsx';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { When } from '@/components/ui/when.tsx';
import { RecentRequests } from '@/features/requests/recent-requests.tsx';
import { AgentStop } from '@/features/stops/agent-stop.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { failureOf } from '@/trpc/failure.ts';
import { alone } from '@/trpc/links.ts';
import { KeyState } from './key-state.tsx';
import { LimitsForm } from './limits-form.tsx';

/** One API key: what it may do at most, whether it is stopped, and what happened to it. */
export function KeyDetails({ keyId }: { keyId: string }) {
  const trpc = useTRPC();
  // A copy, which structural sharing makes, would lose the ETag that changes name.
  const key = useQuery(
    trpc.apiKey.get.queryOptions({ apiKeyId: keyId }, { trpc: alone, structuralSharing: false }),
  );
  const isMissing = failureOf(key.error).status === 404;
  // What is on the page stays there when it cannot be read again: somebody may be typing.
  if (key.isError && (isMissing || !key.data)) {
    return isMissing ? (
      <MissingRecord what="API key" list="/admin/keys" />
    ) : (
      <FailureNotice error={key.error} onRetry={() => void key.refetch()} />
    );
  }
  return (
    <>
      <TabTitle kind="API key" name={key.data?.name} />
      <BackLink href="/admin/keys">API keys</BackLink>
      {key.isError && <FailureNotice error={key.error} onRetry={() => void key.refetch()} />}
      {key.data ? <Loaded apiKey={key.data} /> : <Skeleton className="h-48 w-full max-w-3xl" />}
    </>
  );
}

function Loaded({ apiKey }: { apiKey: ApiKeyInfo }) {
  const { id, name, prefix, kind, userId, userName, roles = [], accountIds = [] } = apiKey;
  const { createdBy, dateCreated, dateLastUsed, dateExpires } = apiKey;
  return (
    <>
      <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
        <h1
          dir="auto"
          className="flex min-w-0 flex-wrap items-center gap-2 text-xl font-semibold tracking-tight break-words"
        >
          {name}
          <Badge tone={kind === 'Agent' ? 'accent' : 'plain'}>{kind}</Badge>
        </h1>
        <KeyState apiKey={apiKey} />
      </div>
      <div className="grid grid-cols-1 gap-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="flex min-w-0 flex-col gap-8">
          <AgentStop agentId={id} of="key" />
          <Section title="Limits">
            <LimitsForm apiKey={apiKey} />
          </Section>
          <RecentRequests of={{ apiKeyId: id }} />
          <History entityType="ApiKey" entityId={id} />
        </div>
        <Facts>
          <Fact name="User">
            <Link
              href={`/admin/users/${userId}`}
              className="rounded-sm break-all hover:text-accent hover:underline"
            >
              {userName}
            </Link>
          </Fact>
          <Fact name="Roles">{roles.length > 0 ? roles.join(', ') : 'All of the user'}</Fact>
          <Fact name="Accounts">
            {accountIds.length === 0
              ? 'All of the user'
              : `${accountIds.length} ${accountIds.length === 1 ? 'account' : 'accounts'}`}
          </Fact>
          <Fact name="Last used">{dateLastUsed ? <When instant={dateLastUsed} /> : 'Never'}</Fact>
          <Fact name="Expires">{dateExpires ? <When instant={dateExpires} /> : 'Never'}</Fact>
          <Fact name="Created">
            <When instant={dateCreated} />
            <div className="truncate text-xs text-muted">by {createdBy}</div>
          </Fact>
          <Fact name="Begins with">
            <span className="font-mono text-xs">{prefix}…</span>
          </Fact>
          <Fact name="Id">
            <span className="flex items-start gap-1 font-mono text-xs break-all">
              {id}
              <CopyButton text={id} label="Copy id" />
            </span>
          </Fact>
        </Facts>
      </div>
    </>
  );
}
