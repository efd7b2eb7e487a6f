import { type AIReviewQueue, MAXIMUM_QUEUED } from '@ai-sessions/contract';
import type { AccountScope } from '../access/account-scope.ts';
import type { Db } from '../db.ts';
import { countUnseenMentions } from '../sql/comment/count-unseen-mentions.ts';
import { countOverdueSessions } from '../sql/overview/count-overdue-sessions.ts';
import { countWaitingSessions } from '../sql/overview/count-waiting-sessions.ts';
import { selectWaitingSessions, type WaitingFilter } from '../sql/overview/find-waiting-sessions.ts';
import { leastIdFrom } from '../sql/overview/least-id.ts';
import { waitingOf } from './overview.ts';

const DAY_MS = 86_400_000;

/** Who asks, what they have open, and what they have put off. */
interface QueueRequest {
  readonly userId: string;
  /** Days after which what waits is overdue; 0 for never. */
  readonly reminderDays: number;
  readonly exceptId?: string;
  readonly skippedIds?: readonly string[];
}

/**
 * Tells how many sessions in the scope wait for review, which one is next that the reviewer may judge, and how many comments
 * mention them.
 */
export async function readReviewQueue(
  db: Db,
  scope: AccountScope,
  { userId, reminderDays, exceptId, skippedIds = [] }: QueueRequest,
): Promise<AIReviewQueue> {
  const open = exceptId === undefined ? [] : [exceptId];
  const { sessions, moreWaiting } = await countWaiting(db, scope);
  const unseen = await db.row(countUnseenMentions(scope, userId, MAXIMUM_QUEUED));
  const oldest = await db.row(
    selectWaitingSessions({ scope, except: [...open, ...skippedIds], judgeId: userId }, 1),
  );
  const next =
    oldest ??
    (await firstSkipped(
      db,
      { scope, judgeId: userId },
      skippedIds.filter((id) => id !== exceptId),
    ));
  return {
    waitingSessions: sessions,
    moreWaiting,
    overdueSessions: sessions === 0 ? 0 : await countOverdue(db, scope, reminderDays),
    reminderDays,
    unseenMentions: unseen?.mentions ?? 0,
    next: next && waitingOf(next),
  };
}

/** Counts the sessions in the scope that wait for review, as far as anybody wants to know. */
export async function countWaiting(db: Db, scope: AccountScope) {
  const counted = await db.row(countWaitingSessions(scope, MAXIMUM_QUEUED + 1));
  const sessions = counted?.sessions ?? 0;
  return { sessions: Math.min(sessions, MAXIMUM_QUEUED), moreWaiting: sessions > MAXIMUM_QUEUED };
}

/** Counts the sessions in the scope that have waited longer than so many days. */
export async function countOverdue(db: Db, scope: AccountScope, days: number): Promise<number> {
  if (days === 0) return 0;
  const beforeId = leastIdFrom(new Date(Date.now() - days * DAY_MS));
  const counted = await db.row(countOverdueSessions(scope, { days, beforeId }, MAXIMUM_QUEUED));
  return counted?.sessions ?? 0;
}

/** The session that was put off first, of those that still wait. */
async function firstSkipped(db: Db, filter: WaitingFilter, ids: readonly string[]) {
  if (ids.length === 0) return undefined;
  const rows = await db.rows(selectWaitingSessions({ ...filter, ids }, ids.length));
  const waiting = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => waiting.get(id)).find((row) => row !== undefined);
}
