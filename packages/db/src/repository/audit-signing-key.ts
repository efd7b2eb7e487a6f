import type { Db } from '../db.ts';
import { lockSealing } from '../sql/audit/lock-sealing.ts';

/** A key that heads and evidence are signed with. */
export interface StoredAuditKey {
  /** SHA-256 of the public key. */
  readonly id: string;
  /** As PEM. */
  readonly publicKey: string;
  /** As PEM, sealed. */
  readonly sealedPrivateKey: string;
  readonly dateCreated: Date;
}

/** All keys, newest first. */
export async function listAuditKeys(db: Db): Promise<StoredAuditKey[]> {
  const keys = await db.prisma.auditSigningKey.findMany({
    orderBy: [{ dateCreated: 'desc' }, { id: 'desc' }],
  });
  return keys.map(({ privateKey, ...key }) => ({ ...key, sealedPrivateKey: privateKey }));
}

/**
 * Adds a key, unless somebody else has added one since the newest was `newestId` (none when absent): processes that find
 * out at once that one is needed make one together.
 */
export async function addAuditKey(
  db: Db,
  { id, publicKey, sealedPrivateKey }: Omit<StoredAuditKey, 'dateCreated'>,
  newestId: string | undefined,
): Promise<void> {
  await db.write('silently', async ({ prisma, rows }) => {
    await rows(lockSealing());
    const newest = await prisma.auditSigningKey.findFirst({
      orderBy: [{ dateCreated: 'desc' }, { id: 'desc' }],
      select: { id: true },
    });
    if (newest?.id !== newestId) return;
    await prisma.auditSigningKey.create({ data: { id, publicKey, privateKey: sealedPrivateKey } });
  });
}
