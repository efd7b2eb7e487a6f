import { AIDigestFrequency, type AIDigestInfo, type AIWaitingSession } from '@ai-sessions/contract';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../db.ts';
import { claimDigests } from '../sql/digest/claim-digests.ts';
import { selectWaitingSessions } from '../sql/overview/find-waiting-sessions.ts';
import type { RowIn } from '../statement/statement.ts';
import { recordEvent } from './audit-event.ts';
import { waitingOf } from './overview.ts';
import { readReviewQueue } from './review-queue.ts';

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

/** What is told in a digest, and to whom. */
export interface DueDigests {
  readonly waitingSessions: number;
  readonly moreWaiting: boolean;
  /** The oldest of them. */
  readonly oldest: readonly AIWaitingSession[];
  readonly recipients: readonly RowIn<typeof claimDigests>[];
}

/**
 * Takes the digests that are due, if anything waits. Each counts as sent from now on: whoever takes them sends each once,
 * and one that dies then sends none rather than two.
 */
export async function takeDigests(db: Db): Promise<DueDigests | undefined> {
  const { waitingSessions, moreWaiting } = await readReviewQueue(db, 'all', {});
  if (waitingSessions === 0) return undefined;
  const recipients = await db.rows(claimDigests());
  if (recipients.length === 0) return undefined;
  const oldest = await db.rows(selectWaitingSessions({ scope: 'all' }, NAMED));
  return { waitingSessions, moreWaiting, oldest: oldest.map(waitingOf), recipients };
}
