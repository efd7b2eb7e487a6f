import { EVENT } from './event.ts';
import { hex, object, optional, text, type ValueOf } from './form.ts';
import { HEAD } from './head.ts';

/** A line of the proof of the whole audit trail: a head, or one of the events that the head before it covers. */
export const PROOF_ROW = object({
  head: optional(HEAD),
  event: optional(EVENT),
  /** An event that is not there any more: what its head knows of it. */
  removed: optional(object({ id: text, digest: hex(32) })),
});

/** The value of a {@link PROOF_ROW}. */
export type ProofRow = ValueOf<typeof PROOF_ROW>;
