import type { AuditHeadInfo } from '@ai-sessions/contract';
import type { Db } from '../db.ts';
import type { AuditHead } from '../generated/prisma/client.ts';
import type { EventProof } from '../sql/audit/event-proof.ts';
import { selectEventProofs } from '../sql/audit/find-event-proofs.ts';
import { selectHeadsOfDates } from '../sql/audit/find-heads-of-dates.ts';
import { lockSealing } from '../sql/audit/lock-sealing.ts';
import { takeUnsealed } from '../sql/audit/take-unsealed.ts';
import type { Complete } from '../statement/json-row.ts';

/** Most events that one head covers. */
const COVERED = 10_000;
/** Bytes of an id and of a digest in the leaves of a head. */
const ID_BYTES = 16;
const DIGEST_BYTES = 32;
const LEAF_BYTES = ID_BYTES + DIGEST_BYTES;
/** Heads, and events, that are read at a time. */
const PAGE = 500;

/** What a head knows of an event that it covers. */
interface Leaf {
  readonly id: string;
  readonly digest: Uint8Array;
}

/** What a head is made of. */
export interface HeadToSign {
  readonly number: number;
  /** When it is made, by the clock of the database. */
  readonly date: Date;
  readonly dateFirst: string;
  readonly dateLast: string;
  /** The events that it covers, in the order of the tree. */
  readonly leaves: readonly Leaf[];
  /** Digest of the head before. */
  readonly previousDigest: Uint8Array | undefined;
}

/** What whoever signs makes of a head. */
export interface SignedHead {
  readonly root: Uint8Array;
  readonly digest: Uint8Array;
  readonly keyId: string;
  readonly signature: Uint8Array;
}

/** A head with what it knows of its events. */
interface StoredHead {
  readonly info: AuditHeadInfo;
  readonly leaves: readonly Leaf[];
}

/** What is read of a head that is shown. */
const SELECT = {
  number: true,
  dateCreated: true,
  dateFirst: true,
  dateLast: true,
  events: true,
  root: true,
  previousDigest: true,
  digest: true,
  keyId: true,
  signature: true,
} as const;

/**
 * Makes one head over events that none covers yet, of transactions that have ended.
 *
 * @returns how many it covers; 0 when there were none, and no head was made.
 */
export function sealEvents(db: Db, sign: (head: HeadToSign) => SignedHead): Promise<number> {
  return db.write('silently', async (tx) => {
    await tx.rows(lockSealing());
    const taken = await tx.rows(takeUnsealed(COVERED));
    if (taken.length === 0) return 0;
    taken.sort((one, other) => (one.eventId < other.eventId ? -1 : 1));
    const before = await tx.prisma.auditHead.findFirst({
      orderBy: { number: 'desc' },
      select: { number: true, digest: true },
    });
    const dates = taken.map(({ dateCreated }) => dateCreated).sort();
    const head = {
      number: (before?.number ?? 0) + 1,
      date: tx.now,
      dateFirst: dates[0] ?? '',
      dateLast: dates.at(-1) ?? '',
      leaves: taken.map(({ eventId: id, digest }) => ({ id, digest })),
      previousDigest: before?.digest,
    };
    const { root, digest, keyId, signature } = sign(head);
    await tx.prisma.auditHead.create({
      data: {
        number: head.number,
        dateCreated: head.date,
        dateFirst: head.dateFirst,
        dateLast: head.dateLast,
        events: taken.length,
        root: Buffer.from(root),
        previousDigest: before?.digest,
        digest: Buffer.from(digest),
        keyId,
        signature: Buffer.from(signature),
        leaves: writeLeaves(head.leaves),
      },
      select: { number: true },
    });
    return taken.length;
  });
}

function writeLeaves(leaves: readonly Leaf[]): Buffer<ArrayBuffer> {
  const bytes = Buffer.alloc(leaves.length * LEAF_BYTES);
  for (const [at, { id, digest }] of leaves.entries()) {
    bytes.write(id.replaceAll('-', ''), at * LEAF_BYTES, ID_BYTES, 'hex');
    bytes.set(digest, at * LEAF_BYTES + ID_BYTES);
  }
  return bytes;
}

function readLeaves(given: Uint8Array): Leaf[] {
  const bytes = Buffer.from(given);
  return Array.from({ length: bytes.length / LEAF_BYTES }, (_, at) => {
    const leaf = bytes.subarray(at * LEAF_BYTES, (at + 1) * LEAF_BYTES);
    const id = leaf.toString('hex', 0, ID_BYTES).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    return { id, digest: leaf.subarray(ID_BYTES) };
  });
}

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

function infoOf(row: Omit<AuditHead, 'leaves'>): Complete<AuditHeadInfo> {
  return {
    number: row.number,
    date: row.dateCreated.toISOString(),
    dateFirst: row.dateFirst.toISOString(),
    dateLast: row.dateLast.toISOString(),
    events: row.events,
    root: hexOf(row.root),
    previousDigest: row.previousDigest ? hexOf(row.previousDigest) : undefined,
    digest: hexOf(row.digest),
    keyId: row.keyId,
    signature: hexOf(row.signature),
  };
}

/** The newest head; `undefined` while there is none. */
export async function findNewestHead(db: Db): Promise<AuditHeadInfo | undefined> {
  const row = await db.prisma.auditHead.findFirst({ orderBy: { number: 'desc' }, select: SELECT });
  return row ? infoOf(row) : undefined;
}

/** Reads all heads after one, in order. Each page is a statement of its own. */
export async function* exportHeads(db: Db, after: number): AsyncGenerator<AuditHeadInfo> {
  for (let last = after; ; ) {
    const rows = await db.prisma.auditHead.findMany({
      where: { number: { gt: last } },
      orderBy: { number: 'asc' },
      take: PAGE,
      select: SELECT,
    });
    yield* rows.map(infoOf);
    last = rows.at(-1)?.number ?? last;
    if (rows.length < PAGE) return;
  }
}

/** Reads the heads that may cover events of these dates, with what they know of them, one after the other. */
export async function* headsOfDates(db: Db, dates: readonly string[]): AsyncGenerator<StoredHead> {
  const found = await db.rows(selectHeadsOfDates([...new Set(dates)]));
  for (const { number } of found) yield await storedHead(db, number);
}

async function storedHead(db: Db, number: number): Promise<StoredHead> {
  const row = await db.prisma.auditHead.findUnique({ where: { number } });
  if (!row) throw new Error(`Head ${number} was removed while it was being read.`);
  const { leaves, ...told } = row;
  return { info: infoOf(told), leaves: readLeaves(leaves) };
}

/** A line of the proof of the audit trail. */
export type AuditProofLine =
  | { readonly head: AuditHeadInfo }
  | { readonly event: EventProof }
  | { readonly removed: { readonly id: string; readonly digest: string } };

/** Reads all heads after one, each followed by the events that it covers, in the order of its tree. */
export async function* exportAuditProof(db: Db, after: number): AsyncGenerator<AuditProofLine> {
  for await (const { number } of exportHeads(db, after)) {
    const { info, leaves } = await storedHead(db, number);
    yield { head: info };
    for (let at = 0; at < leaves.length; at += PAGE) {
      const page = leaves.slice(at, at + PAGE);
      const found = await db.rows(selectEventProofs(page.map(({ id }) => id)));
      const byId = new Map(found.map(({ proof }) => [proof.id, proof]));
      for (const { id, digest } of page) {
        const event = byId.get(id);
        yield event ? { event } : { removed: { id, digest: hexOf(digest) } };
      }
    }
  }
}
