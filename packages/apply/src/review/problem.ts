import type { ProblemCode } from '@ai-sessions/contract';

/** Something that keeps an action from being applied. */
export interface Problem {
  readonly code: ProblemCode;
  /** A sentence, with nothing hidden in it. */
  readonly message: string;
}
