import { AIDigestFrequency, type AIDigestInfo, type AIWaitingSession } from '@ai-sessions/contract';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../db.ts';
import { claimDigests } from '../sql/digest/claim-digests.ts';
import { takeMentions } from '../sql/digest/take-mentions.ts';
import { selectWaitingSessions } from '../sql/overview/find-waiting-sessions.ts';
import type { RowIn } from '../statement/statement.ts';
import { recordEvent } from './audit-event.ts';
import { waitingOf } from './overview.ts';
import { countOverdue, countWaiting } from './review-queue.ts';

/** Sessions that a digest names. */
const NAMED = 10;

type Frequency = AIDigestInfo['frequency'];

/** Reads how often a user wants to be told. */
export async function findDigestFrequency(db: Db, userId: string): Promise<Frequency> {
  const row = await db.prisma.aIDigest.findUnique({ where: { userId }, select: { frequency: true } });
  return row ? AIDigestFrequency.parse(row.frequency) : 'Never';
}

/** Sets how often a user wants to be told. */
export function setDigestFrequency(
  db: Db,
  { userId, frequency, by }: { readonly userId: string; readonly frequency: Frequency; readonly by: Actor },
): Promise<void> {
  return db.write(by, async (tx) => {
    const before = await tx.prisma.aIDigest.findUnique({ where: { userId }, select: { frequency: true } });
    await tx.prisma.aIDigest.upsert({
      where: { userId },
      create: { userId, frequency },
      update: { frequency },
    });
    const changes = { digest: [before?.frequency ?? 'Never', frequency] } as const;
    await recordEvent(tx, { by, entityType: 'User', entityId: userId, changes });
  });
}

/** A comment that a digest tells of. */
export type ToldMention = RowIn<typeof takeMentions>;

/** What is told in a digest, and to whom. */
export interface DueDigests {
  readonly waitingSessions: number;
  readonly moreWaiting: boolean;
  /** How many of them have waited for too long. */
  readonly overdueSessions: number;
  /** The oldest of them. */
  readonly oldest: readonly AIWaitingSession[];
  readonly recipients: readonly DigestRecipient[];
}

/** To whom a digest goes, with what it tells of nobody else. */
type DigestRecipient = RowIn<typeof claimDigests> & {
  /** Comments that mention them, oldest first. */
  readonly mentions: readonly ToldMention[];
};

/**
 * Takes the digests that are due: to all who want one if anything waits, otherwise to those whom a comment mentions. Each
 * counts as sent from now on: whoever takes them sends each once, and one that dies then sends none rather than two.
 *
 * @param reminderDays Days after which what waits is overdue; 0 for never.
 */
export async function takeDigests(db: Db, reminderDays: number): Promise<DueDigests | undefined> {
  const { sessions: waitingSessions, moreWaiting } = await countWaiting(db, 'all');
  const recipients = await db.rows(claimDigests(waitingSessions > 0));
  if (recipients.length === 0) return undefined;
  const mentions = await db.rows(takeMentions(recipients.map(({ userId }) => userId)));
  const oldest = waitingSessions > 0 ? await db.rows(selectWaitingSessions({ scope: 'all' }, NAMED)) : [];
  return {
    waitingSessions,
    moreWaiting,
    overdueSessions: waitingSessions > 0 ? await countOverdue(db, 'all', reminderDays) : 0,
    oldest: oldest.map(waitingOf),
    recipients: recipients.map((recipient) => ({
      ...recipient,
      mentions: mentions
        .filter(({ userId }) => userId === recipient.userId)
        .toSorted((one, other) => (one.commentId < other.commentId ? -1 : 1)),
    })),
  };
}
