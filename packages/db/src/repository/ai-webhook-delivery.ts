import { AIWebhookDeliveryInfo, type ProgramOperation, TEST_EVENT } from '@ai-sessions/contract';
import type { Actor } from '../access/actor.ts';
import type { Db, Tx } from '../db.ts';
import { Prisma } from '../generated/prisma/client.ts';
import type { Refusal, Result } from '../result.ts';
import { claimDeliveries as claimStatement } from '../sql/webhook/claim-deliveries.ts';
import { selectEarlierDeliveries } from '../sql/webhook/find-earlier-deliveries.ts';
import { equals } from '../statement/conditions.ts';
import type { Complete } from '../statement/json-row.ts';
import type { RowIn } from '../statement/statement.ts';
import { recordEvent } from './audit-event.ts';
import { type ModelListing, type PageRequest, type PageResult, readModelPage } from './page.ts';

type DeliveryState = AIWebhookDeliveryInfo['state'];

const SELECT = {
  id: true,
  webhookId: true,
  eventId: true,
  sessionId: true,
  state: true,
  attempts: true,
  dateNextAttempt: true,
  dateLastAttempt: true,
  status: true,
  answer: true,
  outcome: true,
  durationMs: true,
  dateCreated: true,
} as const satisfies Prisma.AIWebhookDeliverySelect;

type EarlierDelivery = RowIn<typeof selectEarlierDeliveries>;

type DeliveryRow = Prisma.AIWebhookDeliveryGetPayload<{ select: typeof SELECT }>;

function infoOf(
  row: DeliveryRow,
  eventType: string,
  earlier?: EarlierDelivery,
): Complete<AIWebhookDeliveryInfo> {
  const state = AIWebhookDeliveryInfo.fields.state.schema.parse(row.state);
  return {
    id: row.id,
    webhookId: row.webhookId,
    eventId: row.eventId,
    eventType,
    sessionId: row.sessionId ?? undefined,
    dateCreated: row.dateCreated.toISOString(),
    state,
    attempts: row.attempts,
    dateLastAttempt: row.dateLastAttempt?.toISOString(),
    dateNextAttempt: state === 'Pending' ? row.dateNextAttempt.toISOString() : undefined,
    heldBackBy: earlier?.earlierId,
    dateHeldBackUntil: earlier?.dateNextAttempt,
    outcome: row.outcome ?? undefined,
    status: row.status ?? undefined,
    answer: row.answer ?? undefined,
    durationMs: row.durationMs ?? undefined,
  };
}

/** Reads deliveries with the types of their events. */
async function read(
  db: Pick<Db, 'prisma' | 'rows'>,
  where: Prisma.AIWebhookDeliveryWhereInput,
): Promise<readonly AIWebhookDeliveryInfo[]> {
  const { prisma } = db;
  const rows = await prisma.aIWebhookDelivery.findMany({ where, select: SELECT });
  const events = await prisma.aIWebhookEvent.findMany({
    where: { id: { in: rows.map(({ eventId }) => eventId) } },
    select: { id: true, type: true },
  });
  const types = new Map(events.map(({ id, type }) => [id, type]));
  const pending = rows.filter(({ state }) => state === 'Pending').map(({ id }) => id);
  const held = pending.length > 0 ? await db.rows(selectEarlierDeliveries(pending)) : [];
  const earlier = new Map(held.map((row) => [row.id, row]));
  return rows.map((row) => infoOf(row, types.get(row.eventId) ?? '', earlier.get(row.id)));
}

const listing: ModelListing<AIWebhookDeliveryInfo> = {
  from: Prisma.sql`ai_webhook_delivery d`,
  countFrom: Prisma.sql`ai_webhook_delivery d`,
  id: Prisma.sql`d.id`,
  sortable: { dateCreated: { expression: Prisma.sql`d.date_created`, type: 'timestamptz' } },
  read: (db, ids) => read(db, { id: { in: ids } }),
};

/** Reads a page of the deliveries of a webhook. */
export function listDeliveries(
  db: Db,
  request: PageRequest & {
    readonly webhookId: string;
    readonly states?: readonly DeliveryState[];
    readonly sessionId?: string;
  },
): Promise<PageResult<AIWebhookDeliveryInfo>> {
  const { webhookId, states = [], sessionId } = request;
  return readModelPage(db, listing, request, [
    Prisma.sql`d.webhook_id = ${webhookId}`,
    ...(states.length > 0 ? [Prisma.sql`d.state = ANY(${[...states]}::text[])`] : []),
    ...equals(Prisma.sql`d.session_id`, sessionId),
  ]);
}

/** Reads a delivery of a webhook; `undefined` when there is none. */
export async function findDelivery(
  db: Db,
  { webhookId, deliveryId: id }: { readonly webhookId: string; readonly deliveryId: string },
): Promise<AIWebhookDeliveryInfo | undefined> {
  return (await read(db, { id, webhookId }))[0];
}

/** Has an event that means nothing sent to a webhook, once. */
export function sendTestEvent(db: Db, webhookId: string, by: Actor): Promise<AIWebhookDeliveryInfo> {
  return db.write(by, async (tx) => {
    const event = await tx.prisma.aIWebhookEvent.create({ data: { type: TEST_EVENT, by: by.userName } });
    const delivery = await tx.prisma.aIWebhookDelivery.create({
      data: { webhookId, eventId: event.id, position: event.position },
      select: SELECT,
    });
    await tell(tx, by, webhookId, delivery.id);
    return infoOf(delivery, event.type);
  });
}

/** Has the event of a delivery sent again, unless that is being done at this moment. */
export function resendDelivery(
  db: Db,
  { webhookId, deliveryId: id }: { readonly webhookId: string; readonly deliveryId: string },
  by: Actor,
): Promise<Result<undefined, Refusal<'isBeingSent'>>> {
  return db.write(by, async (tx) => {
    const { now } = tx;
    const { count } = await tx.prisma.aIWebhookDelivery.updateMany({
      where: { id, webhookId, OR: [{ heldUntil: null }, { heldUntil: { lt: now } }] },
      data: { state: 'Pending', failures: 0, dateNextAttempt: now },
    });
    if (count === 0) return { ok: false, reason: 'isBeingSent' };
    await tell(tx, by, webhookId, id);
    return { ok: true, value: undefined };
  });
}

/** Deliveries are no records that are audited; that somebody has one sent is an event of its webhook. */
function tell(tx: Tx, by: Actor, entityId: string, deliveryId: string): Promise<void> {
  return recordEvent(tx, {
    by,
    entityType: 'AIWebhook',
    entityId,
    changes: { delivery: [null, deliveryId] },
  });
}

/** A delivery that a process is to send, with all that it needs. Secrets are sealed. */
export type ClaimedDelivery = RowIn<typeof claimStatement>;

/** Claims some of the deliveries that are due; whoever has claimed one says within half a minute what came of it. */
export function claimDeliveries(db: Db, holder: string, limit: number): Promise<readonly ClaimedDelivery[]> {
  return db.rows(claimStatement(holder, limit));
}

/** What came of an attempt. */
export interface Attempt {
  /** What came of it, in a sentence. */
  readonly outcome: string;
  readonly status?: number;
  readonly answer?: string;
  readonly durationMs?: number;
  readonly result:
    | { readonly kind: 'delivered' }
    /** It is tried again after so many milliseconds; never, when that is absent. */
    | { readonly kind: 'failed'; readonly retryMs?: number }
    /** The receiver wants no more events at all. */
    | { readonly kind: 'gone' }
    /** It was given up by the process, which is stopping: another one makes it anew. */
    | { readonly kind: 'cancelled' };
}

/** A webhook that the service has disabled. */
export interface DisabledWebhook {
  readonly id: string;
  readonly url: string;
  readonly reason: string;
  /** Who changed it last: an e-mail address. */
  readonly lastModifiedBy: string;
}

/** After so long without a success a webhook is disabled. */
const FAILING_DAYS = 5;
const DAY_MS = 86_400_000;
const SERVICE: Actor = { userName: 'system', operation: 'DisableAIWebhook' satisfies ProgramOperation };

/**
 * Writes down what came of an attempt, unless another process has taken the delivery over since; the webhook, when that
 * has disabled it.
 */
export async function endAttempt(
  db: Db,
  claimed: ClaimedDelivery,
  holder: string,
  attempt: Attempt,
): Promise<DisabledWebhook | undefined> {
  const { id, webhookId, attempts, isFailing, type } = claimed;
  const { result, outcome, status = null, answer = null, durationMs = null } = attempt;
  return db.write('silently', async (tx) => {
    const { prisma, now } = tx;
    const { count } = await prisma.aIWebhookDelivery.updateMany({
      where: { id, holder, attempts, state: 'Pending' },
      data: {
        ...standingAfter(claimed, result, now),
        outcome,
        status,
        answer,
        durationMs,
        holder: null,
        heldUntil: null,
      },
    });
    // What only tries a webhook says nothing of how it fares.
    if (count === 0 || type === TEST_EVENT || result.kind === 'cancelled') return undefined;
    if (result.kind === 'delivered') {
      if (isFailing)
        await prisma.aIWebhook.updateMany({ where: { id: webhookId }, data: { failingSince: null } });
      return undefined;
    }
    await prisma.aIWebhook.updateMany({
      where: { id: webhookId, failingSince: null },
      data: { failingSince: now },
    });
    return disableIfHopeless(tx, webhookId, result.kind === 'gone');
  });
}

function standingAfter({ failures }: ClaimedDelivery, result: Attempt['result'], now: Date) {
  switch (result.kind) {
    case 'delivered':
      return { state: 'Delivered' };
    case 'gone':
      return { state: 'Failed', failures: failures + 1 };
    case 'cancelled':
      return { dateNextAttempt: now };
    case 'failed':
      return result.retryMs === undefined
        ? { state: 'Failed', failures: failures + 1 }
        : { failures: failures + 1, dateNextAttempt: new Date(now.getTime() + result.retryMs) };
  }
}

async function disableIfHopeless(
  { write, now }: Tx,
  id: string,
  isGone: boolean,
): Promise<DisabledWebhook | undefined> {
  const reason = isGone
    ? 'The receiver answered 410: it wants no more events.'
    : `Nothing could be delivered for ${FAILING_DAYS} days.`;
  return write(SERVICE, async ({ prisma }) => {
    const [disabled] = await prisma.aIWebhook.updateManyAndReturn({
      where: {
        id,
        enabled: true,
        ...(isGone ? {} : { failingSince: { lt: new Date(now.getTime() - FAILING_DAYS * DAY_MS) } }),
      },
      data: { enabled: false, disabledReason: reason, version: { increment: 1 } },
      select: { url: true, lastModifiedBy: true },
    });
    return disabled && { id, reason, ...disabled };
  });
}
