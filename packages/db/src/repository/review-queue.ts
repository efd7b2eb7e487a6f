import { type AIReviewQueue, MAXIMUM_QUEUED } from '@ai-sessions/contract';
import type { AccountScope } from '../access/account-scope.ts';
import type { Db } from '../db.ts';
import { countWaitingSessions } from '../sql/overview/count-waiting-sessions.ts';
import { selectWaitingSessions } from '../sql/overview/find-waiting-sessions.ts';
import { waitingOf } from './overview.ts';

/** What a reviewer has open, and what they have put off. */
interface QueueRequest {
  readonly exceptId?: string;
  readonly skippedIds?: readonly string[];
}

/** Tells how many sessions in the scope wait for review, and which one is next. */
export async function readReviewQueue(
  db: Db,
  scope: AccountScope,
  { exceptId, skippedIds = [] }: QueueRequest,
): Promise<AIReviewQueue> {
  const open = exceptId === undefined ? [] : [exceptId];
  const counted = await db.row(countWaitingSessions(scope, MAXIMUM_QUEUED + 1));
  const oldest = await db.row(selectWaitingSessions({ scope, except: [...open, ...skippedIds] }, 1));
  const sessions = counted?.sessions ?? 0;
  const next =
    oldest ??
    (await firstSkipped(
      db,
      scope,
      skippedIds.filter((id) => id !== exceptId),
    ));
  return {
    waitingSessions: Math.min(sessions, MAXIMUM_QUEUED),
    moreWaiting: sessions > MAXIMUM_QUEUED,
    next: next && waitingOf(next),
  };
}

/** The session that was put off first, of those that still wait. */
async function firstSkipped(db: Db, scope: AccountScope, ids: readonly string[]) {
  if (ids.length === 0) return undefined;
  const rows = await db.rows(selectWaitingSessions({ scope, ids }, ids.length));
  const waiting = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => waiting.get(id)).find((row) => row !== undefined);
}
