import { ApiError } from '@ai-sessions/contract';
import { classifyDatabaseError } from '@ai-sessions/db';
import { TRPCError } from '@trpc/server';

/** Seconds after which a client should ask again when the database or the storage is unavailable. */
const RETRY_AFTER_OUTAGE = 2;

/** The failure that an error stands for. What nobody foresaw is an `InternalError` and keeps its cause for the log. */
export function apiErrorOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof TRPCError && error.cause instanceof ApiError) return error.cause;
  switch (classifyDatabaseError(error)) {
    case 'unavailable':
      return new ApiError('DatabaseUnavailable', { retryAfter: RETRY_AFTER_OUTAGE, cause: error });
    case 'storageFull':
      return new ApiError('StorageFull', { retryAfter: RETRY_AFTER_OUTAGE, cause: error });
    case 'other':
      return error instanceof TRPCError ? ofTrpc(error) : new ApiError('InternalError', { cause: error });
  }
}

function ofTrpc(error: TRPCError): ApiError {
  switch (error.code) {
    case 'PARSE_ERROR':
    case 'BAD_REQUEST':
      return new ApiError('SerializationException', { cause: error });
    case 'NOT_FOUND':
      return new ApiError('NotFound', { message: 'There is no such procedure.', cause: error });
    case 'METHOD_NOT_SUPPORTED':
      return new ApiError('MethodNotAllowed', {
        message: 'Queries are called with GET, mutations with POST.',
        cause: error,
      });
    case 'PAYLOAD_TOO_LARGE':
      return new ApiError('RequestTooLarge', { cause: error });
    case 'UNSUPPORTED_MEDIA_TYPE':
      return new ApiError('UnsupportedMediaType', { cause: error });
    default:
      return new ApiError('InternalError', { cause: error });
  }
}

const trpcCodes = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_SUPPORTED',
  409: 'CONFLICT',
  412: 'PRECONDITION_FAILED',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  422: 'UNPROCESSABLE_CONTENT',
  428: 'PRECONDITION_REQUIRED',
  429: 'TOO_MANY_REQUESTS',
  503: 'SERVICE_UNAVAILABLE',
} as const;

/** The tRPC error that carries a failure, so that tRPC answers with its status. */
export function trpcErrorOf(error: ApiError): TRPCError {
  const code =
    error.status in trpcCodes ? trpcCodes[error.status as keyof typeof trpcCodes] : 'INTERNAL_SERVER_ERROR';
  return new TRPCError({ code, message: error.message, cause: error });
}
