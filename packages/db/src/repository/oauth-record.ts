import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Db } from '../db.ts';
import { selectOAuthRecord } from '../sql/oauth/find-oauth-record.ts';

/** Which record of the authorization server. */
export interface OAuthRecordKey {
  /** As oidc-provider names its models. */
  readonly kind: string;
  /** The code, token or name itself; only its hash is stored. */
  readonly id: string;
}

/** A record as it was stored. */
export interface StoredOAuthRecord {
  readonly payload: Readonly<Record<string, unknown>>;
  /** When it was used, if that may happen once only: ISO 8601. */
  readonly dateUsed: string | undefined;
  /** How long ago that was, by the clock of the database. */
  readonly secondsSinceUse: number | undefined;
}

const Payload = z.record(z.string(), z.json());

function whereOf({ kind, id }: OAuthRecordKey) {
  return { kind, idHash: createHash('sha256').update(id).digest() };
}

/** Stores a record, in the place of an earlier one, until so many seconds from now. */
export async function storeOAuthRecord(
  db: Db,
  key: OAuthRecordKey,
  { payload, lifetimeSeconds, grantId }: NewOAuthRecord,
): Promise<void> {
  await db.write('silently', async ({ prisma, now }) => {
    const where = whereOf(key);
    const data = {
      payload: Payload.parse(JSON.parse(JSON.stringify(payload))),
      grantId: grantId ?? null,
      dateExpires: new Date(now.getTime() + lifetimeSeconds * 1_000),
    };
    await prisma.oAuthRecord.upsert({
      where: { kind_idHash: where },
      create: { ...where, ...data },
      update: data,
    });
  });
}

interface NewOAuthRecord {
  /** Whatever JSON can say. */
  readonly payload: object;
  readonly lifetimeSeconds: number;
  /** The grant that it belongs to. */
  readonly grantId?: string;
}

/** Finds a record that has not expired by the clock of the database. */
export async function findOAuthRecord(db: Db, key: OAuthRecordKey): Promise<StoredOAuthRecord | undefined> {
  const { kind, idHash } = whereOf(key);
  const row = await db.row(selectOAuthRecord(kind, idHash));
  return (
    row && {
      payload: Payload.parse(row.payload),
      dateUsed: row.dateUsed ?? undefined,
      secondsSinceUse: row.secondsSinceUse ?? undefined,
    }
  );
}

/** Marks a record as used; whether this was its first use. Of several who use it at once, one is told so. */
export async function markOAuthRecordUsed(db: Db, key: OAuthRecordKey): Promise<boolean> {
  return db.write('silently', async ({ prisma, now }) => {
    const { count } = await prisma.oAuthRecord.updateMany({
      where: { ...whereOf(key), dateUsed: null },
      data: { dateUsed: now },
    });
    return count > 0;
  });
}

/** Puts off the end of a record, if there is one. */
export async function extendOAuthRecord(db: Db, key: OAuthRecordKey, lifetimeSeconds: number): Promise<void> {
  await db.write('silently', ({ prisma, now }) =>
    prisma.oAuthRecord.updateMany({
      where: whereOf(key),
      data: { dateExpires: new Date(now.getTime() + lifetimeSeconds * 1_000) },
    }),
  );
}

/** Deletes a record, if there is one. */
export async function deleteOAuthRecord(db: Db, key: OAuthRecordKey): Promise<void> {
  await db.write('silently', ({ prisma }) => prisma.oAuthRecord.deleteMany({ where: whereOf(key) }));
}

/** Deletes all records of a kind that belong to a grant. */
export async function deleteOAuthRecordsOfGrant(db: Db, kind: string, grantId: string): Promise<void> {
  await db.write('silently', ({ prisma }) => prisma.oAuthRecord.deleteMany({ where: { kind, grantId } }));
}

/** Deletes the records that have expired. */
export async function forgetOldOAuthRecords(db: Db): Promise<void> {
  await db.write('silently', ({ prisma, now }) =>
    prisma.oAuthRecord.deleteMany({ where: { dateExpires: { lt: now } } }),
  );
}
