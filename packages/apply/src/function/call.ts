import type { StoredFunction } from '@ai-sessions/db';
import type { CallResult } from '@ai-sessions/outbound';

/** One call of a function. */
export interface FunctionCall {
  readonly fn: StoredFunction;
  readonly values: Readonly<Record<string, unknown>>;
  /** Names the action to the target, the same for every repetition. */
  readonly idempotencyKey: string;
  /** Where in a trace it was proposed, as `traceparent` says it: the call belongs to the same trace. */
  readonly traceParent?: string;
  /** After this long it is given up. */
  readonly timeoutMs: number;
}

/** How calls leave the process. */
export interface FunctionCaller {
  call(call: FunctionCall, signal: AbortSignal): Promise<CallResult>;
  /** Asks for the current values; `undefined` when the function cannot be asked. */
  read(
    call: Omit<FunctionCall, 'idempotencyKey' | 'traceParent'>,
    signal: AbortSignal,
  ): Promise<CallResult | undefined>;
  /** Asks an address with GET, with the headers of a function. The answer is kept whole, up to 1 MiB. */
  ask(
    question: Pick<FunctionCall, 'fn' | 'timeoutMs'> & { readonly url: string },
    signal: AbortSignal,
  ): Promise<CallResult>;
  /** What would be sent, in words: method, address, names of the headers, body. */
  describe(call: Pick<FunctionCall, 'fn' | 'values' | 'traceParent'>): string;
}
