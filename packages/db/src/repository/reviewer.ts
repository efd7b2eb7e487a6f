import { type AIReviewerInfo, isNamed, MAXIMUM_MENTIONS, mentionsIn } from '@ai-sessions/contract';
import type { Db, Tx } from '../db.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { contains } from '../statement/conditions.ts';
import { type ModelListing, type PageRequest, type PageResult, readModelPage } from './page.ts';
import { displayNameOf } from './user.ts';

/** Who can be mentioned: those who may read all sessions. */
const REVIEWERS = { disabled: false, roles: { has: 'SystemAdministrator' } } as const;

/** What is read of them. */
export const REVIEWER = { id: true, emailAddress: true, firstName: true, lastName: true } as const;

/** Users that are looked at for names in a comment. */
const CANDIDATES = 500;

/** How people know a user who reviews. */
export function reviewerOf(user: {
  readonly emailAddress: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
}) {
  const name = displayNameOf(user);
  return { emailAddress: user.emailAddress, ...(name === undefined ? {} : { name }) };
}

/** The ids of the reviewers whom a text mentions, each once. A name that several have is nobody's. */
export async function mentionedIn(tx: Tx, text: string): Promise<string[]> {
  const names = [...new Set(mentionsIn(text).map(({ name }) => name))].slice(0, MAXIMUM_MENTIONS);
  if (names.length === 0) return [];
  const users = await tx.prisma.user.findMany({
    where: {
      ...REVIEWERS,
      OR: names.map((name) => ({
        emailAddress: name.includes('@') ? name : { startsWith: `${name}@` },
      })),
    },
    select: { id: true, emailAddress: true },
    take: CANDIDATES,
  });
  const ids = names.flatMap((name) => {
    const [user, another] = users.filter(({ emailAddress }) => isNamed(emailAddress, name));
    return user && !another ? [user.id] : [];
  });
  return [...new Set(ids)];
}

const reviewers: ModelListing<AIReviewerInfo> = {
  from: Prisma.sql`user_account u`,
  countFrom: Prisma.sql`user_account u`,
  id: Prisma.sql`u.id`,
  sortable: { emailAddress: { expression: Prisma.sql`u.email_address`, type: 'text' } },
  async read(db, ids) {
    const rows = await db.prisma.user.findMany({ where: { id: { in: ids } }, select: REVIEWER });
    return rows.map((row) => ({ id: row.id, ...reviewerOf(row) }));
  },
};

/** Reads a page of the users who can be mentioned. */
export function listReviewers(
  db: Db,
  request: PageRequest & { readonly text?: string },
): Promise<PageResult<AIReviewerInfo>> {
  const called = Prisma.sql`concat_ws(' ', u.first_name, u.last_name, u.email_address)`;
  return readModelPage(db, reviewers, request, [
    Prisma.sql`NOT u.disabled AND 'SystemAdministrator' = ANY(u.roles)`,
    ...contains(called, request.text),
  ]);
}
