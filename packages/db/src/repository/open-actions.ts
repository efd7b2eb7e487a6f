import type { Db } from '../db.ts';
import { countOpenActions } from '../sql/action/count-open-actions.ts';
import { lockCredential } from '../sql/credential/lock-credential.ts';

/** How many actions of an agent may be open at once. */
export interface OpenLimit {
  /** The API key that it uses, or the grant by which a user has let it in. */
  readonly credential: string;
  readonly maximum: number;
}

/** How long a count is believed, with what this process has queued since. */
const BELIEVED_MS = 1_000;
/**
 * What part of a limit is given away by such a count, and of which limits: the rest must take longer to use up than what
 * was let through takes to be queued, in several processes.
 */
const BELIEVED_PART = 1 / 4;
const BELIEVED_FROM = 400;

/** What was counted last and when, and how much this process has let through since. */
interface Counted {
  readonly open: Promise<number>;
  readonly since: number;
  added: number;
}

const counts = new WeakMap<Db, Map<string, Counted>>();

/**
 * Whether an agent is so far below its limit that it may queue more without being held. What agents have open that propose one
 * action after the other is counted once a second.
 */
export async function isFarBelow(db: Db, { credential, maximum }: OpenLimit, more: number): Promise<boolean> {
  const part = Math.floor(maximum * BELIEVED_PART);
  if (maximum < BELIEVED_FROM || more > part) return false;
  const known = counts.get(db) ?? new Map<string, Counted>();
  counts.set(db, known);
  const last = known.get(credential);
  const counted =
    last && performance.now() - last.since < BELIEVED_MS
      ? last
      : { open: openActions(db, credential, part + 1), since: performance.now(), added: 0 };
  known.set(credential, counted);
  counted.added += more;
  return (await counted.open) + counted.added <= part;
}

/** Holds what an agent comes in with until the end of the transaction and counts what it has open, up to its limit. */
export async function holdOpenActions(tx: Db, { credential, maximum }: OpenLimit): Promise<number> {
  await tx.rows(lockCredential(credential));
  return openActions(tx, credential, maximum);
}

async function openActions(db: Db, credential: string, upTo: number): Promise<number> {
  return (await db.row(countOpenActions(credential, upTo)))?.open ?? 0;
}
