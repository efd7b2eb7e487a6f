export { digestOf, EVENT, type Event } from './event.ts';
export {
  COVERED_EVENT,
  type CoveredEvent,
  EVIDENCE,
  EVIDENCE_FORMAT,
  type Evidence,
  textOfEvidence,
} from './evidence.ts';
export { Fault } from './fault.ts';
export { write } from './form.ts';
export { digestOfHead, HEAD, type Head, textOfHead } from './head.ts';
export { keyIdOf, publicKeyOf } from './key.ts';
export type { ProofRow } from './proof.ts';
export { type Tree, treeOver } from './tree.ts';
export { type Trusted, verifyEvidence } from './verify-evidence.ts';
export { readHeads } from './verify-heads.ts';
export { verifyProof } from './verify-proof.ts';
