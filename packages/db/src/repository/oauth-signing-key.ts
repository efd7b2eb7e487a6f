import { z } from 'zod';
import type { Db } from '../db.ts';
import { selectSigningKeys } from '../sql/oauth/find-signing-keys.ts';
import { lockSigningKeys } from '../sql/oauth/lock-signing-keys.ts';

/** A key that tokens are signed with. */
export interface StoredSigningKey {
  /** Thumbprint of the public key. */
  readonly id: string;
  /** As a JWK. */
  readonly publicKey: Readonly<Record<string, unknown>>;
  /** As a JWK, sealed. */
  readonly sealedPrivateKey: string;
  /** Seconds since it was made, by the clock of the database. */
  readonly ageSeconds: number;
}

/** A key to be stored. */
export interface NewSigningKey {
  readonly id: string;
  readonly publicKey: object;
  readonly sealedPrivateKey: string;
}

const PublicKey = z.record(z.string(), z.json());

/** All keys, newest first. */
export async function listSigningKeys(db: Db): Promise<StoredSigningKey[]> {
  const rows = await db.rows(selectSigningKeys());
  return rows.map(({ publicKey, ...rest }) => ({ ...rest, publicKey: PublicKey.parse(publicKey) }));
}

/**
 * Adds a key, unless somebody else has added one since the newest key was `newestId` (none when absent). Processes that
 * find out at once that one is needed make one together.
 */
export async function addSigningKey(db: Db, key: NewSigningKey, newestId: string | undefined): Promise<void> {
  await db.write('silently', async ({ prisma, rows }) => {
    await rows(lockSigningKeys());
    const newest = await prisma.oAuthSigningKey.findFirst({
      orderBy: [{ dateCreated: 'desc' }, { id: 'desc' }],
      select: { id: true },
    });
    if (newest?.id !== newestId) return;
    const { id, publicKey, sealedPrivateKey: privateKey } = key;
    await prisma.oAuthSigningKey.create({
      data: { id, publicKey: PublicKey.parse(publicKey), privateKey },
    });
  });
}

/** Deletes the keys that were made so long ago, but for the newest. */
export async function forgetOldSigningKeys(db: Db, ageSeconds: number): Promise<void> {
  await db.write('silently', async ({ prisma, now }) => {
    const newest = await prisma.oAuthSigningKey.findFirst({
      orderBy: { dateCreated: 'desc' },
      select: { id: true },
    });
    await prisma.oAuthSigningKey.deleteMany({
      where: {
        id: { not: newest?.id },
        dateCreated: { lt: new Date(now.getTime() - ageSeconds * 1_000) },
      },
    });
  });
}
