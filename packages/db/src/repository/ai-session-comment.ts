import { type AISessionCommentInfo, MAXIMUM_COMMENTS } from '@ai-sessions/contract';
import type { Actor } from '../access/actor.ts';
import type { Db, Tx } from '../db.ts';
import { type AISessionComment, Prisma } from '../generated/prisma/client.ts';
import type { Refusal, Result } from '../result.ts';
import { commentsMark } from '../sql/comment/comments-mark.ts';
import { equals } from '../statement/conditions.ts';
import { entityInfoOf } from './entity-info.ts';
import { type ModelListing, type PageRequest, type PageResult, readModelPage } from './page.ts';
import { mentionedIn, REVIEWER, reviewerOf } from './reviewer.ts';

/** A comment as it is shown. */
export type StoredComment = AISessionCommentInfo & { readonly id: string };

type Reader = Pick<Db, 'prisma'> | Pick<Tx, 'prisma'>;

async function infosOf(db: Reader, rows: readonly AISessionComment[]): Promise<StoredComment[]> {
  const ids = [...new Set(rows.flatMap(({ mentionedUserIds }) => mentionedUserIds))];
  const users =
    ids.length === 0 ? [] : await db.prisma.user.findMany({ where: { id: { in: ids } }, select: REVIEWER });
  const byId = new Map(users.map((user) => [user.id, { userId: user.id, ...reviewerOf(user) }] as const));
  // Members in the order of the contract, absent ones left out.
  return rows.map((row) => ({
    sessionId: row.sessionId,
    ...(row.actionId === null ? {} : { actionId: row.actionId }),
    text: row.text,
    mentions: row.mentionedUserIds.flatMap((id) => byId.get(id) ?? []),
    authorId: row.authorId,
    version: row.version,
    ...entityInfoOf(row),
  }));
}

async function infoOf(db: Reader, row: AISessionComment): Promise<StoredComment> {
  const [info] = await infosOf(db, [row]);
  if (!info) throw new Error('A row has given no comment.');
  return info;
}

const listing: ModelListing<AISessionCommentInfo> = {
  from: Prisma.sql`ai_session_comment c`,
  countFrom: Prisma.sql`ai_session_comment c`,
  id: Prisma.sql`c.id`,
  sortable: { dateCreated: { expression: Prisma.sql`c.date_created`, type: 'timestamptz' } },
  read: async (db, ids) =>
    infosOf(db, await db.prisma.aISessionComment.findMany({ where: { id: { in: ids } } })),
};

/** Reads a page of the comments on a session. */
export function listComments(
  db: Db,
  request: PageRequest & { readonly sessionId: string },
): Promise<PageResult<AISessionCommentInfo>> {
  return readModelPage(db, listing, request, equals(Prisma.sql`c.session_id`, request.sessionId));
}

/** Reads a comment on a session; `undefined` when there is none. */
export async function findComment(
  db: Db,
  { sessionId, commentId }: { readonly sessionId: string; readonly commentId: string },
): Promise<StoredComment | undefined> {
  const row = await db.prisma.aISessionComment.findFirst({ where: { id: commentId, sessionId } });
  return row ? infoOf(db, row) : undefined;
}

/** Names the comments of a session as they are: another name means that one was added, changed or removed. */
export async function findCommentsMark(db: Db, sessionId: string): Promise<string> {
  return (await db.row(commentsMark(sessionId)))?.mark ?? '';
}

/** What a comment says, and whether it tells those whom it mentions. */
interface CommentValues {
  readonly text: string;
  readonly mayMention: boolean;
}

/** Adds a comment to a session, unless that has as many as it may. */
export function createComment(
  db: Db,
  comment: CommentValues & {
    readonly sessionId: string;
    readonly actionId?: string;
    readonly authorId: string;
  },
  by: Actor,
): Promise<Result<StoredComment, Refusal<'tooMany'>>> {
  const { sessionId, actionId, text, authorId } = comment;
  return db.write(by, async (tx) => {
    if ((await tx.prisma.aISessionComment.count({ where: { sessionId } })) >= MAXIMUM_COMMENTS) {
      return { ok: false, reason: 'tooMany' };
    }
    const data = { sessionId, actionId, text, authorId, createdBy: by.userName, lastModifiedBy: by.userName };
    const row = await tx.prisma.aISessionComment.create({
      data: { ...data, mentionedUserIds: await mentionedBy(tx, comment) },
    });
    return { ok: true, value: await infoOf(tx, row) };
  });
}

/** Replaces what a comment says; `undefined` when it is gone. */
export function replaceComment(
  db: Db,
  { id, ...comment }: CommentValues & { readonly id: string },
  by: Actor,
): Promise<StoredComment | undefined> {
  return db.write(by, async (tx) => {
    const [row] = await tx.prisma.aISessionComment.updateManyAndReturn({
      where: { id },
      data: {
        text: comment.text,
        mentionedUserIds: await mentionedBy(tx, comment),
        version: { increment: 1 },
        lastModifiedBy: by.userName,
        dateLastModified: tx.now,
      },
    });
    return row && infoOf(tx, row);
  });
}

/** Removes a comment. */
export async function deleteComment(db: Db, id: string, by: Actor): Promise<void> {
  await db.write(by, ({ prisma }) => prisma.aISessionComment.deleteMany({ where: { id } }));
}

async function mentionedBy(tx: Tx, { text, mayMention }: CommentValues): Promise<string[]> {
  return mayMention ? mentionedIn(tx, text) : [];
}
