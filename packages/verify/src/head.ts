import { hex, instant, int, object, optional, type ValueOf } from './form.ts';
import { listOf, sha256 } from './hash.ts';

/** A signed statement about the events that were written since the one before. */
export const HEAD = object({
  number: int,
  date: instant,
  /** Dates of the earliest and the latest of its events. */
  dateFirst: instant,
  dateLast: instant,
  events: int,
  /** Root of the tree over the digests of its events. */
  root: hex(32),
  /** Digest of the head before. */
  previousDigest: optional(hex(32)),
  digest: hex(32),
  keyId: hex(32),
  signature: hex(64),
});

/** The value of a {@link HEAD}. */
export type Head = ValueOf<typeof HEAD>;

/** What goes before everything that is signed of a head. */
const HEAD_FORM = 'AI Sessions audit head 1';

/** What a head says, as it is signed. */
export function textOfHead(head: Omit<Head, 'digest' | 'signature'>): string {
  return listOf(
    HEAD_FORM,
    String(head.number),
    head.date,
    head.dateFirst,
    head.dateLast,
    String(head.events),
    head.root,
    head.previousDigest,
    head.keyId,
  );
}

/** The digest of a head, which the next one names. */
export function digestOfHead(head: Omit<Head, 'digest' | 'signature'>): string {
  return sha256(textOfHead(head)).toString('hex');
}
