import type { ApiError, ErrorCode, Operation } from '@ai-sessions/contract';

/** A request that there is an answer to. */
interface Answered {
  /** What was asked for; `undefined` when the request led to no operation. */
  readonly operation: Operation | undefined;
  readonly status: number;
  /** What kept it from being done. */
  readonly code: ErrorCode | undefined;
  /** From the request on, without sending the answer. */
  readonly durationMs: number;
}

/** What the adapter reports, to the log and to whoever counts. */
export interface RestEvents {
  /** An operation is about to be called with this request; a batch with a list of them. */
  readonly onCall?: (operation: string, request: unknown, requestId: string) => void;
  readonly onUnknownField: (operation: string, name: string, requestId: string) => void;
  readonly onError: (error: ApiError, requestId: string) => void;
  /** A request has its answer. */
  readonly onAnswer?: ((answered: Answered) => void) | undefined;
}
