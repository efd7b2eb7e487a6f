'use client';

import { useQuery } from '@tanstack/react-query';
import { Section } from '@/components/admin-shell/section.tsx';
import { Fact, Facts } from '@/components/facts.tsx';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Badge } from '@/components/ui/badge.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { AgentList } from '@/features/agent-grants/agent-list.tsx';
import { KeyList } from '@/features/api-keys/key-list.tsx';
import { NewKeyDialog } from '@/features/api-keys/new-key-dialog.tsx';
import { DigestChoice } from '@/features/review-queue/digest-choice.tsx';
import { NotificationSwitch } from '@/features/review-queue/notification-switch.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { PasswordForm } from './password-form.tsx';
import { SignInList } from './sign-in-list.tsx';

/** The visitor's own password, sign-ins and keys, and what they may do. */
export function Profile({ userId, reviews }: { userId: string; reviews: boolean }) {
  return (
    <div className="grid grid-cols-1 gap-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <div className="flex min-w-0 flex-col gap-8">
        <Section title="Password">
          <PasswordForm />
        </Section>
        <Section title="Where you are signed in">
          <SignInList userId={userId} />
        </Section>
        {reviews && (
          <Section title="Notifications">
            <div className="flex flex-col gap-4 rounded-lg border bg-sheet p-5">
              <NotificationSwitch />
              <DigestChoice />
            </div>
          </Section>
        )}
        <Section title="Agents that you have let in">
          <AgentList userId={userId} />
        </Section>
        <Section title="API keys" action={<NewKeyDialog />}>
          <KeyList userId={userId} />
        </Section>
      </div>
      <Rights />
    </div>
  );
}

function Rights() {
  const trpc = useTRPC();
  const status = useQuery(trpc.auth.status.queryOptions({}));
  if (status.isError) return <FailureNotice error={status.error} onRetry={() => void status.refetch()} />;
  if (!status.data) return <Skeleton className="h-48 w-full" />;
  const { emailAddress, name, roles = [], accountNames = [] } = status.data;
  return (
    <Facts>
      <Fact name="You">
        {name && <div dir="auto">{name}</div>}
        <div className="wrap-anywhere">{emailAddress}</div>
      </Fact>
      <Fact name="Roles">
        <div className="flex flex-wrap gap-1">
          {roles.map((role) => (
            <Badge key={role} tone="accent">
              {role}
            </Badge>
          ))}
          {roles.length === 0 && 'None'}
        </div>
      </Fact>
      <Fact name="Accounts">
        {roles.includes('SystemAdministrator') ? 'All' : accountNames.join(', ') || 'None'}
      </Fact>
    </Facts>
  );
}
