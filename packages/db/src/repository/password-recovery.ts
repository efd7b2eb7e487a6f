import type { Actor } from '../access/actor.ts';
import type { Db } from '../db.ts';
import { DONE, type Refusal, type Result } from '../result.ts';
import { selectRecovery } from '../sql/recovery/find-recovery.ts';
import { recordEvent } from './audit-event.ts';

/** A link with which a user sets a new password. */
export interface NewRecovery {
  readonly userId: string;
  /** SHA-256 of its token. */
  readonly tokenHash: Uint8Array<ArrayBuffer>;
  readonly lifetimeSeconds: number;
  /** Who made it, for its event; without, the event was written before. */
  readonly by?: Actor;
}

/** Stores a recovery of a user who may sign in, and gives when it expires (ISO 8601). */
export function storeRecovery(
  db: Db,
  recovery: NewRecovery,
): Promise<Result<string, Refusal<'notFound' | 'disabled'>>> {
  const { tokenHash, userId, lifetimeSeconds, by } = recovery;
  return db.write(by ?? 'silently', async (tx) => {
    const user = await tx.prisma.user.findUnique({ where: { id: userId }, select: { disabled: true } });
    if (!user) return { ok: false, reason: 'notFound' };
    if (user.disabled) return { ok: false, reason: 'disabled' };
    const dateExpires = new Date(tx.now.getTime() + lifetimeSeconds * 1_000);
    await tx.prisma.passwordRecovery.create({ data: { tokenHash, userId, dateExpires } });
    if (by) await recordEvent(tx, { by, entityType: 'User', entityId: userId });
    return { ok: true, value: dateExpires.toISOString() };
  });
}

/** Whose password may be set with a token; `undefined` when it is wrong, used or expired by the database's clock. */
export function findRecovery(
  db: Db,
  tokenHash: Uint8Array<ArrayBuffer>,
): Promise<{ readonly userId: string; readonly emailAddress: string } | undefined> {
  return db.row(selectRecovery(tokenHash));
}

/**
 * Sets a password with a token that is still good: of several who use it at once, one succeeds. Ends the browser
 * sessions of the user and all their recoveries.
 */
export function redeemRecovery(
  db: Db,
  {
    tokenHash,
    passwordHash,
    by,
  }: { readonly tokenHash: Uint8Array<ArrayBuffer>; readonly passwordHash: string; readonly by: Actor },
): Promise<Result<undefined, Refusal<'badToken'>>> {
  return db.write(by, async (tx) => {
    const recovery = await tx.prisma.passwordRecovery.findUnique({ where: { tokenHash } });
    if (!recovery || recovery.dateExpires <= tx.now) return BAD_TOKEN;
    const { userId } = recovery;
    const { count } = await tx.prisma.passwordRecovery.deleteMany({ where: { tokenHash } });
    if (count === 0) return BAD_TOKEN;
    const changed = await tx.prisma.user.updateMany({
      where: { id: userId, disabled: false },
      data: { passwordHash, lastModifiedBy: by.userName, dateLastModified: tx.now },
    });
    if (changed.count === 0) return BAD_TOKEN;
    await tx.prisma.browserSession.updateMany({
      where: { userId, dateRevoked: null },
      data: { dateRevoked: tx.now },
    });
    await tx.prisma.passwordRecovery.deleteMany({ where: { userId } });
    return DONE;
  });
}

const BAD_TOKEN = { ok: false, reason: 'badToken' } as const;

/** Forgets recoveries that have expired. */
export async function forgetOldRecoveries(db: Db): Promise<void> {
  await db.write('silently', ({ prisma, now }) =>
    prisma.passwordRecovery.deleteMany({ where: { dateExpires: { lt: now } } }),
  );
}
