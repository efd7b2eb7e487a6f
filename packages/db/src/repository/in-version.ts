import { DONE, type Refusal, type Result } from '../result.ts';

/** A record that is meant as it was read: in one of these versions, or in any. */
export interface RecordInVersion {
  readonly id: string;
  readonly versions?: readonly number[];
}

/** Finds a record only as it was read. */
export function whereInVersion({ id, versions }: RecordInVersion) {
  return { id, version: versions && { in: [...versions] } };
}

/** What came of changing a record as it was read, by how many rows were changed. */
export function doneUnlessChanged(count: number): Result<undefined, Refusal<'changedMeanwhile'>> {
  return count > 0 ? DONE : { ok: false, reason: 'changedMeanwhile' };
}
