/** A vector that was not met. */
export interface VectorFailure {
  readonly id: string;
  readonly what: string;
  readonly expected: unknown;
  /** What was found instead. */
  readonly found: readonly unknown[];
}

/** The outcome of a file. */
export interface VectorRun {
  readonly passed: number;
  readonly failures: readonly VectorFailure[];
}
