import type { AIMentionInfo } from '@ai-sessions/contract';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../db.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { updateMentionsSeen } from '../sql/comment/mark-mentions-seen.ts';
import { recordEvent } from './audit-event.ts';
import { type ModelListing, type PageRequest, type PageResult, readModelPage } from './page.ts';

function listingOf(userId: string): ModelListing<AIMentionInfo> {
  const from = Prisma.sql`ai_mention m JOIN ai_session_comment c ON c.id = m.comment_id JOIN ai_session s ON s.id = c.session_id`;
  return {
    from,
    countFrom: from,
    id: Prisma.sql`m.comment_id`,
    sortable: { date: { expression: Prisma.sql`m.date_created`, type: 'timestamptz' } },
    async read(db, ids) {
      const rows = await db.prisma.aIMention.findMany({
        where: { userId, commentId: { in: ids } },
        include: { comment: { include: { session: { include: { account: true } } } } },
      });
      return rows.map(({ commentId, dateCreated, dateSeen, comment: { text, createdBy, session } }) => ({
        id: commentId,
        sessionId: session.id,
        purpose: session.purpose ?? undefined,
        accountId: session.accountId ?? undefined,
        accountName: session.account?.name,
        text,
        by: createdBy,
        date: dateCreated.toISOString(),
        seen: dateSeen !== null,
      }));
    },
  };
}

/** Reads a page of the comments that mention a user, but for those on discarded sessions. */
export function listMentions(
  db: Db,
  userId: string,
  request: PageRequest & { readonly seen?: boolean },
): Promise<PageResult<AIMentionInfo>> {
  const isSeen = request.seen ? Prisma.sql`m.date_seen IS NOT NULL` : Prisma.sql`m.date_seen IS NULL`;
  return readModelPage(db, listingOf(userId), request, [
    Prisma.sql`m.user_id = ${userId} AND NOT s.discarded`,
    ...(request.seen === undefined ? [] : [isSeen]),
  ]);
}

/** Marks mentions of a user as seen, on one session or on all, and tells how many had not been. */
export function markMentionsSeen(
  db: Db,
  { userId, sessionId, by }: { readonly userId: string; readonly sessionId?: string; readonly by: Actor },
): Promise<number> {
  return db.transaction(async (tx) => {
    const { length } = await tx.rows(updateMentionsSeen(userId, sessionId));
    await recordEvent(tx, {
      by,
      entityType: 'User',
      entityId: userId,
      changes: { mentions_seen: [null, length] },
    });
    return length;
  });
}
