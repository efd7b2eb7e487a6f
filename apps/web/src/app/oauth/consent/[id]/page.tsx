import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { ConsentForm } from '@/features/agent-consent/consent-form.tsx';
import { EndedRequest } from '@/features/agent-consent/ended-request.tsx';
import { requireSignedIn } from '@/server/require-visitor.ts';
import { service } from '@/server/service.ts';
import { Prefetched } from '@/trpc/prefetched.tsx';

export const metadata: Metadata = { title: 'Let an agent in' };

interface ConsentProps {
  readonly params: Promise<{ readonly id: string }>;
}

export default async function Consent({ params }: ConsentProps) {
  const { id } = await params;
  const visitor = await requireSignedIn(`/oauth/consent/${id}`);
  const pending = await (await service()).pendingConsent(id, await headers());
  if (!pending) return <EndedRequest />;
  const { client, answersTo } = pending;
  return (
    <Prefetched load={(queries, trpc) => [queries.prefetchQuery(trpc.auth.status.queryOptions({}))]}>
      <ConsentForm
        id={id}
        client={{ name: client.name, host: client.host }}
        answersTo={answersTo}
        visitor={visitor}
      />
    </Prefetched>
  );
}
