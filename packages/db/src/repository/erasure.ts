import type { Actor } from '../access/actor.ts';
import type { Db } from '../db.ts';
import { DONE, type Refusal, type Result } from '../result.ts';
import { type ErasedPerson, eraseInEvents } from '../sql/erasure/erase-in-events.ts';
import { eraseInRecords, NAMING_TABLES } from '../sql/erasure/erase-in-records.ts';
import { eraseInRequestLog } from '../sql/erasure/erase-in-request-log.ts';
import { selectPerson } from '../sql/erasure/find-person.ts';
import { lockAdministrators } from '../sql/user/lock-administrators.ts';
import { lockUser } from '../sql/user/lock-user.ts';
import type { Statement } from '../statement/statement.ts';
import { recordEvent } from './audit-event.ts';

/** Stands where the name of a person, or the address that their request came from, was. */
const ERASED = '(erased)';
/** Rows that are looked through at a time: none of these statements takes long. */
const PAGE = 5_000;

/** Why nobody was erased. */
export type ErasureRefusal =
  /** Nobody is or was known by that id. */
  | Refusal<'notFound'>
  /** They have another e-mail address. */
  | Refusal<'otherAddress'>
  /** Nobody else could sign in as system administrator. */
  | Refusal<'lastAdministrator'>;

/** The user whom nobody may be taken for by mistake. */
export interface ErasedUser {
  readonly userId: string;
  /** The latest address that they are known by. */
  readonly emailAddress: string;
  readonly by: Actor;
}

/**
 * Begins to erase a user, who can sign in no more from then on, and writes the event of it. Those who were deleted are
 * known by their events.
 */
export function beginErasure(
  db: Db,
  { userId, emailAddress, by }: ErasedUser,
): Promise<Result<undefined, ErasureRefusal>> {
  return db.write('silently', async (tx) => {
    const administrators = await tx.rows(lockAdministrators());
    const user = await tx.row(lockUser(userId));
    const person = await tx.row(selectPerson(userId));
    if (!person?.latest) return { ok: false, reason: 'notFound' };
    if (person.latest !== emailAddress.toLowerCase()) return { ok: false, reason: 'otherAddress' };
    const isAdministrator = administrators.some(({ id }) => id === userId);
    if (isAdministrator && administrators.length === 1) return { ok: false, reason: 'lastAdministrator' };
    if (user) {
      const { prisma, now } = tx;
      await prisma.user.update({
        where: { id: userId },
        data: { disabled: true, passwordHash: null, roles: [], accountIds: [], dateLastModified: now },
        select: { id: true },
      });
      const grants = await prisma.agentGrant.findMany({ where: { userId }, select: { id: true } });
      await prisma.oAuthRecord.deleteMany({ where: { grantId: { in: grants.map(({ id }) => id) } } });
      await prisma.agentGrant.updateMany({
        where: { userId, dateRevoked: null },
        data: { dateRevoked: now },
      });
      await prisma.apiKey.updateMany({ where: { userId, dateRevoked: null }, data: { dateRevoked: now } });
      await prisma.browserSession.deleteMany({ where: { userId } });
      await prisma.passwordRecovery.deleteMany({ where: { userId } });
      await prisma.userIdentity.deleteMany({ where: { userId } });
      await prisma.aIDigest.deleteMany({ where: { userId } });
      await prisma.aIView.deleteMany({ where: { ownerId: userId, shared: false } });
    }
    await recordEvent(tx, { by, entityType: 'User', entityId: userId });
    return DONE;
  });
}

/** What was erased. */
export interface Erasure {
  /** Events of which something was erased. */
  readonly events: number;
  /** Other records that named the person. */
  readonly records: number;
}

/**
 * Erases a user whose erasure has begun from everything that names them, some rows at a time, and their own row at last: an
 * erasure that was interrupted can be repeated until then.
 */
export async function completeErasure(db: Db, userId: string): Promise<Erasure> {
  const found = await db.row(selectPerson(userId));
  const person: ErasedPerson = { userId, names: found?.names ?? [] };
  const events = await throughout(db, (afterId) => eraseInEvents(person, afterId, PAGE));
  let records = 0;
  for (const table of NAMING_TABLES) {
    records += await throughout(db, (afterId) => eraseInRecords(table, person, afterId, PAGE));
  }
  // Last, so that what they sent just before is written by then.
  records += await throughout(db, (afterId) => eraseInRequestLog(userId, ERASED, afterId, PAGE));
  await db.write('silently', async ({ prisma }) => {
    await prisma.idempotencyKey.deleteMany({ where: { userId } });
    await prisma.apiKey.updateMany({ where: { userId }, data: { name: ERASED } });
    await prisma.user.updateMany({
      where: { id: userId },
      data: { emailAddress: `${userId}@erased.invalid`, firstName: ERASED, lastName: null },
    });
  });
  return { events, records };
}

/** Goes through a table page by page, and counts. */
async function throughout(
  db: Db,
  page: (afterId: string) => Statement<{ readonly lastId: string | null; readonly erased: number }>,
): Promise<number> {
  let erased = 0;
  for (let lastId: string | null = ''; lastId !== null; ) {
    const row: { readonly lastId: string | null; readonly erased: number } | undefined = await db.row(
      page(lastId),
    );
    erased += row?.erased ?? 0;
    lastId = row?.lastId ?? null;
  }
  return erased;
}
