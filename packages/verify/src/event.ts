import { Fault } from './fault.ts';
import { hex, instant, int, object, optional, text, type ValueOf } from './form.ts';
import { bytesOf, listOf, sha256 } from './hash.ts';

/** An event of the audit trail with what proves it. */
export const EVENT = object({
  number: int,
  id: text,
  date: instant,
  userId: optional(text),
  userName: text,
  way: optional(text),
  apiKeyId: optional(text),
  agentGrantId: optional(text),
  agentName: optional(text),
  operation: text,
  entityType: text,
  entityId: optional(text),
  /** JSON, as PostgreSQL writes it. */
  changes: text,
  refusal: optional(text),
  requestId: optional(text),
  address: optional(text),
  whoSalt: optional(hex(16)),
  whoDigest: optional(hex(32)),
  whatSalt: optional(hex(16)),
  whatDigest: optional(hex(32)),
  previousDigest: optional(hex(32)),
  digest: hex(32),
});

/** The value of an {@link EVENT}. */
export type Event = ValueOf<typeof EVENT>;

/** What goes before everything that is hashed of an event; another way to do so will have another. */
const EVENT_FORM = 'AI Sessions audit event 1';

/** Parts of an event that can be erased: its salt is gone then, and the digest of what it said is kept. */
interface Erased {
  readonly who: boolean;
  readonly what: boolean;
}

/** Which parts of an event were erased. */
export function erasedOf({ whoSalt, whatSalt }: Event): Erased {
  return { who: whoSalt === undefined, what: whatSalt === undefined };
}

/**
 * The digest of an event as it has to be, with what it says and the digest of the event before.
 *
 * @param place Where it stands, for a fault.
 * @throws Fault when it says neither what was there nor what is left of it.
 */
export function digestOf(event: Event, place: string): string {
  const who = partOf(place, 'who did it', event.whoSalt, event.whoDigest, [
    event.userName,
    event.agentName,
    event.address,
  ]);
  const what = partOf(place, 'what was done', event.whatSalt, event.whatDigest, [
    event.changes,
    event.refusal,
  ]);
  const content = sha256(
    listOf(
      EVENT_FORM,
      event.id,
      event.date,
      event.userId,
      event.way,
      event.apiKeyId,
      event.agentGrantId,
      event.operation,
      event.entityType,
      event.entityId,
      event.requestId,
      who,
      what,
    ),
  );
  const number = Buffer.alloc(4);
  number.writeUInt32BE(event.number >>> 0);
  return sha256(number, bytesOf(event.previousDigest ?? ''), content).toString('hex');
}

function partOf(
  place: string,
  part: string,
  salt: string | undefined,
  digest: string | undefined,
  texts: readonly (string | undefined)[],
): string {
  if (salt !== undefined && digest === undefined)
    return sha256(bytesOf(salt), listOf(...texts)).toString('hex');
  if (salt === undefined && digest !== undefined) return digest;
  throw new Fault(place, `It lacks what proves ${part}.`);
}
