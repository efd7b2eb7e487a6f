'use client';

import type { AIWebhookDeliveryInfo } from '@ai-sessions/contract';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Pager } from '@/components/table/pager.tsx';
import { type Column, Table } from '@/components/table/table.tsx';
import { useUrlState } from '@/components/table/use-url-state.ts';
import { Badge, type BadgeTone } from '@/components/ui/badge.tsx';
import { Button } from '@/components/ui/button.tsx';
import { When } from '@/components/ui/when.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { deliveryListInput } from './delivery-list-input.ts';

/** How often the list is read while something of it is on its way. */
const REFRESH_MS = 2_000;

/** What was sent to a webhook, newest first, and what came of it. */
export function DeliveryList({ webhookId }: { webhookId: string }) {
  const trpc = useTRPC();
  const { get } = useUrlState();
  const deliveries = useQuery(
    trpc.webhook.deliveries.queryOptions(deliveryListInput(get, webhookId), {
      placeholderData: keepPreviousData,
      refetchInterval: ({ state }) =>
        state.data?.items.some((delivery) => delivery.state === 'Pending') ? REFRESH_MS : false,
    }),
  );
  return (
    <section aria-labelledby="deliveries">
      <div className="mb-3 flex items-center justify-between">
        <h2 id="deliveries" className="text-sm font-semibold">
          Deliveries
        </h2>
        <TestButton webhookId={webhookId} />
      </div>
      {deliveries.isError ? (
        <FailureNotice error={deliveries.error} onRetry={() => void deliveries.refetch()} />
      ) : (
        <>
          <Table
            caption="Deliveries, newest first"
            columns={columns}
            rows={deliveries.data?.items}
            keyOf={({ id }) => id}
            empty="Nothing was sent in the last 30 days."
          />
          <Pager nextCursor={deliveries.data?.nextCursor} />
        </>
      )}
    </section>
  );
}

const tones = { Pending: 'warning', Delivered: 'good', Failed: 'danger' } as const satisfies Record<
  AIWebhookDeliveryInfo['state'],
  BadgeTone
>;

const columns: readonly Column<AIWebhookDeliveryInfo>[] = [
  {
    id: 'event',
    head: 'Event',
    cell: ({ eventType, sessionId, dateCreated }) => (
      <>
        <div className="font-mono text-[0.8125rem] break-all">{eventType}</div>
        <div className="mt-0.5 flex flex-wrap gap-x-2 text-xs text-muted">
          <When instant={dateCreated} />
          {sessionId && (
            <Link
              href={`/admin/sessions/${sessionId}`}
              className="rounded-sm hover:text-accent hover:underline"
            >
              Session
            </Link>
          )}
        </div>
      </>
    ),
  },
  {
    id: 'attempt',
    head: 'Last attempt',
    hiddenBelow: 'md',
    width: 16,
    cell: ({ outcome, attempts, answer, dateNextAttempt, heldBackBy, dateHeldBackUntil, state }) => (
      <div className="text-xs text-muted">
        <div dir="auto" className="break-words text-ink">
          {outcome ?? 'Not sent yet.'}
        </div>
        {answer && (
          <div dir="auto" className="mt-0.5 truncate font-mono" title={answer}>
            {answer}
          </div>
        )}
        {attempts > 1 && <div className="mt-0.5">{attempts} attempts</div>}
        {heldBackBy && (
          <div className="mt-0.5">
            Waits for the one before it, which is{' '}
            {isToCome(dateHeldBackUntil) ? (
              <>
                tried again <When instant={dateHeldBackUntil} />.
              </>
            ) : (
              'sent first.'
            )}
          </div>
        )}
        {state === 'Pending' && attempts > 0 && !heldBackBy && (
          <div className="mt-0.5">
            Next: <When instant={dateNextAttempt} />
          </div>
        )}
      </div>
    ),
  },
  {
    id: 'state',
    head: 'State',
    width: 7,
    cell: ({ state }) => <Badge tone={tones[state]}>{state}</Badge>,
  },
  { id: 'resend', head: 'Resend', width: 7, cell: (delivery) => <ResendButton delivery={delivery} /> },
];

function isToCome(instant: string | undefined): boolean {
  return instant !== undefined && Date.parse(instant) > Date.now();
}

function ResendButton({
  delivery: { id: deliveryId, webhookId, eventType },
}: {
  delivery: AIWebhookDeliveryInfo;
}) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const resend = useMutation(
    trpc.webhook.resend.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.webhook.deliveries.pathKey() }),
    }),
  );
  return (
    <Button
      variant="outline"
      size="small"
      aria-label={`Resend ${eventType}`}
      disabled={resend.isPending}
      onClick={() => resend.mutate({ webhookId, deliveryId })}
    >
      Resend
    </Button>
  );
}

function TestButton({ webhookId }: { webhookId: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const test = useMutation(
    trpc.webhook.test.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.webhook.deliveries.pathKey() }),
    }),
  );
  return (
    <Button
      variant="outline"
      size="small"
      disabled={test.isPending}
      onClick={() => test.mutate({ webhookId })}
    >
      Send test event
    </Button>
  );
}
