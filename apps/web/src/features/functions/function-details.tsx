'use client';

import type { AIFunctionInfo } from '@ai-sessions/contract';
import { useQuery } from '@tanstack/react-query';
import { BackLink } from '@/components/admin-shell/back-link.tsx';
import { TabTitle } from '@/components/admin-shell/tab-title.tsx';
import { Code } from '@/components/code.tsx';
import { Fact, Facts } from '@/components/facts.tsx';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { History } from '@/components/history/history.tsx';
import { MissingRecord } from '@/components/missing-record.tsx';
import { prettyJson } from '@/components/pretty-json.ts';
import { RiskBadge } from '@/components/risk-badge.tsx';
import { SecondPersonBadge } from '@/components/second-person-badge.tsx';
import { Badge } from '@/components/ui/badge.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { failureOf } from '@/trpc/failure.ts';
import { alone } from '@/trpc/links.ts';
import { DeleteButton } from './delete-button.tsx';
import { FunctionEditor } from './function-editor.tsx';

/** One function of the catalogue: what it is, its form, and what happened to it. */
export function FunctionDetails({ functionId }: { functionId: string }) {
  const trpc = useTRPC();
  // A copy, which structural sharing makes, would lose the ETag that changes name.
  const known = useQuery(
    trpc.function.get.queryOptions({ functionId }, { trpc: alone, structuralSharing: false }),
  );
  const isMissing = failureOf(known.error).status === 404;
  // What is on the page stays there when it cannot be read again: somebody may be typing.
  if (known.isError && (isMissing || !known.data)) {
    return isMissing ? (
      <MissingRecord what="function" list="/admin/functions" />
    ) : (
      <FailureNotice error={known.error} onRetry={() => void known.refetch()} />
    );
  }
  return (
    <>
      <TabTitle kind="Function" name={known.data?.name} />
      <BackLink href="/admin/functions">Functions</BackLink>
      {known.isError && <FailureNotice error={known.error} onRetry={() => void known.refetch()} />}
      {known.data ? <Loaded known={known.data} /> : <Skeleton className="h-96 w-full max-w-3xl" />}
    </>
  );
}

function Loaded({ known }: { known: AIFunctionInfo }) {
  const { id = '', name, risk, needsSecondPerson, enabled, target } = known;
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="flex min-w-0 flex-wrap items-center gap-2">
          <h1 className="min-w-0 font-mono text-lg font-semibold break-all">{name}</h1>
          <RiskBadge risk={risk} />
          {needsSecondPerson && <SecondPersonBadge />}
          {enabled ? <Badge tone="good">On</Badge> : <Badge tone="danger">Off</Badge>}
        </div>
        {target === 'Http' && <DeleteButton known={known} />}
      </div>
      {target === 'BuiltIn' && <BuiltIn known={known} />}
      <FunctionEditor known={known} />
      <History entityType="AIFunction" entityId={id} />
    </div>
  );
}

function BuiltIn({ known: { description, title, parameters } }: { known: AIFunctionInfo }) {
  return (
    <div className="flex flex-col gap-3 text-sm">
      <Notice tone="plain">
        Built in: it changes our own data, without any network. What it does cannot be changed.
      </Notice>
      <p>{description}</p>
      <Facts>
        <Fact name="Title of its actions">{title}</Fact>
        <Fact name="Arguments">
          <Code text={prettyJson(parameters)} label="Arguments" className="mt-1 max-h-60" />
        </Fact>
      </Facts>
    </div>
  );
}
