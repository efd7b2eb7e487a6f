import type { OwnObjectKind } from '@ai-sessions/contract';
import type { Db } from '../db.ts';

/** To whom an object belongs. */
interface ObjectOwner {
  /** Absent for an object of no account, or of several. */
  readonly accountId: string | undefined;
}

/** Finds out to which account an object of ours belongs; `undefined` when there is no such object. */
export async function findObjectOwner(
  { prisma }: Db,
  kind: OwnObjectKind,
  id: string,
): Promise<ObjectOwner | undefined> {
  const where = { id };
  switch (kind) {
    case 'AISession': {
      const session = await prisma.aISession.findUnique({
        where,
        select: { accountId: true, discarded: true },
      });
      return session && !session.discarded ? { accountId: session.accountId ?? undefined } : undefined;
    }
    case 'Account': {
      const account = await prisma.account.findUnique({ where, select: { id: true } });
      return account ? { accountId: account.id } : undefined;
    }
    case 'User': {
      const user = await prisma.user.findUnique({ where, select: RIGHTS });
      return user ? ownerOf(user) : undefined;
    }
    case 'ApiKey': {
      const key = await prisma.apiKey.findUnique({ where, select: { user: { select: RIGHTS } } });
      return key ? ownerOf(key.user) : undefined;
    }
  }
}

const RIGHTS = { roles: true, accountIds: true } as const;

/** A user belongs to an account when they work on nothing else: changing one who does would reach other customers. */
function ownerOf({
  roles,
  accountIds,
}: {
  readonly roles: readonly string[];
  readonly accountIds: readonly string[];
}): ObjectOwner {
  const [accountId, ...others] = new Set(accountIds);
  return {
    accountId: others.length === 0 && !roles.includes('SystemAdministrator') ? accountId : undefined,
  };
}
