/** What came of a check that found no fault. */
export interface Report {
  /** What is proven, a sentence each. */
  readonly proven: readonly string[];
  /** What is not, and why. */
  readonly open: readonly string[];
  /** What people decided, where that is known, a sentence each. */
  readonly verdicts?: readonly string[];
}

/** A number of things in words: `1 event`, `2 events`. */
export function count(number: number, thing: string): string {
  return `${number.toLocaleString('en')} ${thing}${number === 1 ? '' : 's'}`;
}
