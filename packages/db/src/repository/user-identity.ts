import type { Db } from '../db.ts';
import { findUserById, type StoredUser } from './caller.ts';

/** How an OpenID provider knows somebody. */
export interface Identity {
  readonly issuer: string;
  /** The provider's own name for them, which is never given to anybody else. */
  readonly subject: string;
}

/** Finds the user of an identity. */
export async function findUserByIdentity(
  db: Db,
  { issuer, subject }: Identity,
): Promise<StoredUser | undefined> {
  const identity = await db.prisma.userIdentity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    select: { userId: true },
  });
  return identity ? findUserById(db, identity.userId) : undefined;
}

/** Remembers whose an identity is. One that is known already stays with its user. */
export async function linkIdentity(db: Db, { issuer, subject }: Identity, userId: string): Promise<void> {
  await db.write('silently', ({ prisma }) =>
    prisma.userIdentity.createMany({ data: { issuer, subject, userId }, skipDuplicates: true }),
  );
}
