'use client';

import type { UserInfo } from '@ai-sessions/contract';
import { useQuery } from '@tanstack/react-query';
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
import { AgentList } from '@/features/agent-grants/agent-list.tsx';
import { KeyList } from '@/features/api-keys/key-list.tsx';
import { NewKeyDialog } from '@/features/api-keys/new-key-dialog.tsx';
import { SignInList } from '@/features/profile/sign-in-list.tsx';
import { RecentRequests } from '@/features/requests/recent-requests.tsx';
import { AgentStop } from '@/features/stops/agent-stop.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { failureOf } from '@/trpc/failure.ts';
import { alone } from '@/trpc/links.ts';
import { EraseDialog } from './erase-dialog.tsx';
import { PasswordDialog } from './password-dialog.tsx';
import { RecoveryLinkDialog } from './recovery-link-dialog.tsx';
import { StateButtons } from './state-buttons.tsx';
import { UserForm } from './user-form.tsx';

interface UserDetailsProps {
  readonly userId: string;
  /** Whether the visitor is a system administrator, and sees keys, sign-ins and history. */
  readonly administers: boolean;
}

/** One user: who they are, what they may do, and how they get in. */
export function UserDetails({ userId, administers }: UserDetailsProps) {
  const trpc = useTRPC();
  // A copy, which structural sharing makes, would lose the ETag that changes name.
  const user = useQuery(trpc.user.get.queryOptions({ userId }, { trpc: alone, structuralSharing: false }));
  const isMissing = failureOf(user.error).status === 404;
  // What is on the page stays there when it cannot be read again: somebody may be typing.
  if (user.isError && (isMissing || !user.data)) {
    return isMissing ? (
      <MissingRecord what="user" list="/admin/users" />
    ) : (
      <FailureNotice error={user.error} onRetry={() => void user.refetch()} />
    );
  }
  return (
    <>
      <TabTitle kind="User" name={user.data?.name ?? user.data?.emailAddress} />
      <BackLink href="/admin/users">Users</BackLink>
      {user.isError && <FailureNotice error={user.error} onRetry={() => void user.refetch()} />}
      {user.data ? (
        <Loaded user={user.data} administers={administers} />
      ) : (
        <Skeleton className="h-64 w-full max-w-3xl" />
      )}
    </>
  );
}

/** How e-mail addresses of users end who were erased. */
const ERASED = '@erased.invalid';

function Loaded({ user, administers }: { user: UserInfo; administers: boolean }) {
  const { id = '', name, emailAddress, disabled, hasPassword, dateCreated, dateLastModified } = user;
  return (
    <>
      <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
        <h1
          dir="auto"
          className="flex min-w-0 flex-wrap items-center gap-2 text-xl font-semibold tracking-tight wrap-anywhere"
        >
          {name ?? emailAddress}
          {disabled && <Badge tone="danger">Disabled</Badge>}
        </h1>
        <div className="flex flex-wrap gap-2">
          <PasswordDialog user={user} />
          {administers && !disabled && <RecoveryLinkDialog user={user} />}
          <StateButtons user={user} />
          {administers && !emailAddress?.endsWith(ERASED) && <EraseDialog user={user} />}
        </div>
      </div>
      <div className="grid grid-cols-1 gap-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="flex min-w-0 flex-col gap-8">
          <UserForm user={user} grantsRoles={administers} />
          {administers && (
            <>
              <AgentStop agentId={id} of="user" />
              <Section title="API keys" action={<NewKeyDialog user={user} />}>
                <KeyList userId={id} administers />
              </Section>
              <Section title="Sign-ins">
                <SignInList userId={id} />
              </Section>
              <Section title="Agents let in">
                <AgentList userId={id} stoppable />
              </Section>
              <RecentRequests of={{ userId: id }} />
              <History entityType="User" entityId={id} />
            </>
          )}
        </div>
        <Facts>
          <Fact name="E-mail address">
            <span className="wrap-anywhere">{emailAddress}</span>
          </Fact>
          <Fact name="Password">{hasPassword ? 'Has one' : 'None: signs in with single sign-on'}</Fact>
          <Fact name="Created">
            <When instant={dateCreated} />
          </Fact>
          <Fact name="Last changed">
            <When instant={dateLastModified} />
          </Fact>
          <Fact name="Id">
            <span className="flex items-start gap-1 font-mono text-xs wrap-anywhere">
              {id}
              <CopyButton text={id} label="Copy id" />
            </span>
          </Fact>
        </Facts>
      </div>
    </>
  );
}
