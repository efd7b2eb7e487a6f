import {
  type AIDigest,
  AIDigestFrequency,
  type AIDigestInfo,
  type AIMentionInfo,
  DIGEST_EVENT,
} from '@ai-sessions/contract';
import type { Actor } from '../access/actor.ts';
import type { Db, Tx } from '../db.ts';
import { claimDigests } from '../sql/digest/claim-digests.ts';
import { selectUntoldMentions } from '../sql/digest/find-untold-mentions.ts';
import { selectWaitingSessions } from '../sql/overview/find-waiting-sessions.ts';
import type { RowIn } from '../statement/statement.ts';
import { type Changes, recordEvent } from './audit-event.ts';
import { waitingOf } from './overview.ts';
import { countOverdue, countWaiting } from './review-queue.ts';

/** Sessions that a digest names. */
const NAMED = 10;

/** How often, and where, somebody wants to be told. */
export interface DigestChoice {
  readonly frequency: AIDigestInfo['frequency'];
  /** The webhook that it goes to; by e-mail when absent. */
  readonly webhookId: string | undefined;
}

type Reader = Pick<Db, 'prisma'>;

/** Reads how often, and where, a user wants to be told. */
export async function findDigestChoice({ prisma }: Reader, userId: string): Promise<DigestChoice> {
  const row = await prisma.aIDigest.findUnique({
    where: { userId },
    select: { frequency: true, webhookId: true },
  });
  return {
    frequency: row ? AIDigestFrequency.parse(row.frequency) : 'Never',
    webhookId: row?.webhookId ?? undefined,
  };
}

/** Sets how often, and where, a user wants to be told. What is left out stays; empty text for e-mail. */
export function setDigestChoice(
  db: Db,
  { userId, by, ...given }: Partial<DigestChoice> & { readonly userId: string; readonly by: Actor },
): Promise<DigestChoice> {
  return db.write(by, async (tx) => {
    const before = await findDigestChoice(tx, userId);
    const { frequency = before.frequency, webhookId = before.webhookId } = given;
    const choice = { frequency, webhookId: webhookId || undefined };
    const data = {
      frequency,
      webhookId: choice.webhookId ?? null,
      attempts: 0,
      dateNextAttempt: null,
    };
    await tx.prisma.aIDigest.upsert({ where: { userId }, create: { userId, ...data }, update: data });
    const isMoved = before.webhookId !== choice.webhookId;
    const changes: Changes = {
      digest: [before.frequency, frequency],
      ...(isMoved && { webhook: [before.webhookId ?? null, choice.webhookId ?? null] }),
    };
    await recordEvent(tx, { by, entityType: 'User', entityId: userId, changes });
    return choice;
  });
}

/** A digest that is to be sent by e-mail. */
export interface DueDigest {
  readonly userId: string;
  readonly frequency: 'Hourly' | 'Daily' | 'Weekly';
  readonly digest: AIDigest;
}

/** What {@link takeDigests} goes by. */
export interface DigestRules {
  /** Days after which what waits is overdue; 0 for never. */
  readonly reminderDays: number;
  /** Whether the service can send e-mail. */
  readonly byMail: boolean;
}

/**
 * Takes the digests that are due: to all who want one if anything waits, otherwise to those whom a comment mentions. Those
 * for a webhook are on their way to it, as its other events are, when this returns. Those to be mailed are given back, and
 * are due again after a while unless {@link endDigest} says that they were sent: one may come twice, but none is lost.
 */
export async function takeDigests(db: Db, rules: DigestRules): Promise<readonly DueDigest[]> {
  const { sessions: waitingSessions, moreWaiting } = await countWaiting(db, 'all');
  const anythingWaits = waitingSessions > 0;
  const recipients = await db.rows(claimDigests({ anythingWaits, byMail: rules.byMail }));
  if (recipients.length === 0) return [];
  const mentions = await db.rows(selectUntoldMentions(recipients.map(({ userId }) => userId)));
  const oldest = anythingWaits ? await db.rows(selectWaitingSessions({ scope: 'all' }, NAMED)) : [];
  const shared = {
    waitingSessions,
    moreWaiting,
    overdueSessions: anythingWaits ? await countOverdue(db, 'all', rules.reminderDays) : 0,
    oldest: oldest.map(waitingOf),
  };
  const due: DueDigest[] = [];
  for (const { userId, emailAddress, frequency, webhookId } of recipients) {
    const own = mentions.filter((mention) => mention.userId === userId).map(mentionOf);
    const digest = { emailAddress, ...shared, mentions: own };
    if (webhookId === null) due.push({ userId, frequency, digest });
    else await sendToWebhook(db, { userId, digest, webhookId });
  }
  return due;
}

function mentionOf({ userId, ...row }: RowIn<typeof selectUntoldMentions>): AIMentionInfo {
  return {
    ...row,
    purpose: row.purpose ?? undefined,
    accountId: row.accountId ?? undefined,
    accountName: row.accountName ?? undefined,
    seen: false,
  };
}

type Told = Pick<DueDigest, 'userId' | 'digest'>;

/** Has a digest sent to a webhook, until it takes it; it counts as sent with that. */
function sendToWebhook(db: Db, { webhookId, ...told }: Told & { readonly webhookId: string }): Promise<void> {
  return db.write('silently', async (tx) => {
    const { id: eventId, position } = await tx.prisma.aIWebhookEvent.create({
      data: { type: DIGEST_EVENT, digest: told.digest },
      select: { id: true, position: true },
    });
    await tx.prisma.aIWebhookDelivery.create({
      data: { webhookId, eventId, position },
      select: { id: true },
    });
    await markTold(tx, told);
  });
}

/** Notes that a digest was sent: the next one comes after the time that its reader chose. */
export function endDigest(db: Db, told: Told): Promise<void> {
  return db.write('silently', (tx) => markTold(tx, told));
}

async function markTold({ prisma, now }: Tx, { userId, digest: { mentions } }: Told): Promise<void> {
  await prisma.aIDigest.updateMany({
    where: { userId },
    data: { dateSent: now, attempts: 0, dateNextAttempt: null },
  });
  await prisma.aIMention.updateMany({
    where: { userId, commentId: { in: mentions.map(({ id }) => id) } },
    data: { dateMailed: now },
  });
}
