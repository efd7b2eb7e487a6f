import type { ApiError } from '@ai-sessions/contract';
import type { Logger } from './log.ts';

/** Logs a failure once: a bug as an error with its cause, an outage as a warning, the rest for debugging. */
export function logFailure(log: Logger, failure: ApiError, requestId: string): void {
  const line = { requestId, code: failure.code, status: failure.status };
  if (failure.code === 'InternalError')
    log.error({ ...line, error: failure.cause ?? failure }, 'internal error');
  else if (failure.status >= 500) log.warn({ ...line, reason: causeOf(failure) }, 'service unavailable');
  else log.debug({ ...line, reason: failure.message }, 'request refused');
}

function causeOf(failure: ApiError): string {
  return failure.cause instanceof Error ? failure.cause.message : failure.message;
}
