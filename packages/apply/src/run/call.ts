import type { StoredFunction } from '@ai-sessions/db';

/** One call of a function. */
export interface FunctionCall {
  readonly fn: StoredFunction;
  readonly values: Readonly<Record<string, unknown>>;
  /** Names the action to the target, the same for every repetition. */
  readonly idempotencyKey: string;
  /** After this long it is given up. */
  readonly timeoutMs: number;
}

/** What came of an outgoing call, as far as can be known. */
export type CallOutcome =
  /** Nothing was sent, because it must not be. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Nothing was sent, because nobody could be reached: it is safe to repeat. */
  | { readonly kind: 'notConnected'; readonly reason: string }
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** Seconds that the target asks for before the next try. */
      readonly retryAfter: number | undefined;
      /** Beginning of the answer. */
      readonly excerpt: string;
      /** Whether there is more than that. */
      readonly truncated: boolean;
      readonly durationMs: number;
    }
  /** It may have arrived or not. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** How calls leave the process. */
export interface Caller {
  call(call: FunctionCall, signal: AbortSignal): Promise<CallOutcome>;
  /** Asks for the current values; `undefined` when the function cannot be asked. */
  read(call: Omit<FunctionCall, 'idempotencyKey'>, signal: AbortSignal): Promise<CallOutcome | undefined>;
  /** What would be sent, in words: method, address, names of the headers, body. */
  describe(call: Pick<FunctionCall, 'fn' | 'values'>): string;
}
