'use client';

import type { AccountInfo } from '@ai-sessions/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { BackLink } from '@/components/admin-shell/back-link.tsx';
import { Section } from '@/components/admin-shell/section.tsx';
import { TabTitle } from '@/components/admin-shell/tab-title.tsx';
import { Confirmation } from '@/components/confirmation.tsx';
import { Fact, Facts } from '@/components/facts.tsx';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { History } from '@/components/history/history.tsx';
import { MissingRecord } from '@/components/missing-record.tsx';
import { Button } from '@/components/ui/button.tsx';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { When } from '@/components/ui/when.tsx';
import { AccountStop } from '@/features/stops/account-stop.tsx';
import { changeAsShown } from '@/trpc/change-as-shown.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { failureOf } from '@/trpc/failure.ts';
import { alone } from '@/trpc/links.ts';
import { AccountUsage } from './account-usage.tsx';
import { AccountUsers } from './account-users.tsx';
import { BillingForm } from './billing-form.tsx';
import { NameForm } from './name-form.tsx';
import { NewKeysDialog } from './new-keys-dialog.tsx';
import { SettingsForm } from './settings-form.tsx';

/** One account: its name and settings, what was spent, who may work on it, and what happened to it. */
export function AccountDetails({ accountId }: { accountId: string }) {
  const trpc = useTRPC();
  // A copy, which structural sharing makes, would lose the ETag that changes name.
  const account = useQuery(
    trpc.account.get.queryOptions({ accountId }, { trpc: alone, structuralSharing: false }),
  );
  const isMissing = failureOf(account.error).status === 404;
  // What is on the page stays there when it cannot be read again: somebody may be typing.
  if (account.isError && (isMissing || !account.data)) {
    return isMissing ? (
      <MissingRecord what="account" list="/admin/accounts" />
    ) : (
      <FailureNotice error={account.error} onRetry={() => void account.refetch()} />
    );
  }
  return (
    <>
      <TabTitle kind="Account" name={account.data?.name} />
      <BackLink href="/admin/accounts">Accounts</BackLink>
      {account.isError && <FailureNotice error={account.error} onRetry={() => void account.refetch()} />}
      {account.data ? <Loaded account={account.data} /> : <Skeleton className="h-48 w-full max-w-3xl" />}
    </>
  );
}

function Loaded({ account }: { account: AccountInfo }) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  const router = useRouter();
  const { id = '', name, createdBy, dateCreated, lastModifiedBy, dateLastModified } = account;
  const remove = useMutation({
    mutationFn: () =>
      changeAsShown({
        present: account,
        async read() {
          const present = await api.account.get.query({ accountId: id }, alone);
          queries.setQueryData(trpc.account.get.queryKey({ accountId: id }), present);
          return present;
        },
        whatChanged: (present) =>
          present.name === name ? undefined : `Meanwhile this account is called “${present.name}”.`,
        change: (asRead) => api.account.delete.mutate({ accountId: id }, asRead),
      }),
    onSuccess: async () => {
      router.push('/admin/accounts');
      await queries.invalidateQueries({ queryKey: trpc.account.list.queryKey() });
    },
  });
  return (
    <>
      <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
        <h1 dir="auto" className="min-w-0 text-xl font-semibold tracking-tight break-words">
          {name}
        </h1>
        <div className="flex flex-wrap gap-2">
          <Button asChild variant="outline" size="small">
            <Link href={`/admin/sessions?account=${id}`}>Its sessions</Link>
          </Button>
          <NewKeysDialog account={account} />
          <Confirmation
            trigger="Delete"
            title="Delete this account?"
            description={`“${name}” is deleted for good. That is possible only as long as no session, usage or other account refers to it.`}
            action="Delete account"
            onConfirm={() => remove.mutateAsync()}
          />
        </div>
      </div>
      <div className="grid grid-cols-1 gap-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="flex min-w-0 flex-col gap-8">
          <NameForm account={account} />
          <AccountStop accountId={id} />
          <AccountUsage accountId={id} />
          <Section title="Settings">
            <SettingsForm account={account} />
          </Section>
          <Section title="Billing">
            <BillingForm account={account} />
          </Section>
          <AccountUsers accountId={id} />
          <History entityType="Account" entityId={id} />
        </div>
        <Facts>
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
    </>
  );
}
