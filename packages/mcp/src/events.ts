import type { ApiError } from '@ai-sessions/contract';

/** What the adapter tells while it works. */
export interface McpEvents {
  /** A tool is called, with these arguments. */
  readonly onCall?: (tool: string, values: unknown, requestId: string) => void;
  /** Something failed, and was answered as a failure. */
  readonly onError: (error: ApiError, requestId: string) => void;
  /** A message was refused before it was taken, or an answer could not be sent. */
  readonly onRefused: (error: Error) => void;
}
