import type { ApiError } from '@ai-sessions/contract';

/** What the adapter reports to the log. */
export interface RestEvents {
  /** An operation is about to be called with this request; a batch with a list of them. */
  readonly onCall?: (operation: string, request: unknown, requestId: string) => void;
  readonly onUnknownField: (operation: string, name: string, requestId: string) => void;
  readonly onError: (error: ApiError, requestId: string) => void;
}
