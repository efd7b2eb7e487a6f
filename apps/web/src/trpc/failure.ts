import { TRPCClientError } from '@trpc/client';

/** Somebody else changed what was shown. Its message says what, and nothing was changed on top of it. */
export class ChangedMeanwhile extends Error {
  override readonly name = 'ChangedMeanwhile';
}

/** What a page can say about a failed call. */
export interface Failure {
  readonly message: string;
  readonly status: number | undefined;
  /** Stable code of the failure. */
  readonly code: string | undefined;
  readonly requestId: string | undefined;
  /** Messages by declared field name (`Purpose`). */
  readonly fields: Readonly<Record<string, string>>;
}

/** What is said to whoever would not sign in again. */
const SIGNED_OUT = 'You are signed out, and nothing was saved. Sign in, then try again.';

/** Reads a failed call. Without an answer of ours, the connection is at fault. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ChangedMeanwhile) {
    return {
      message: error.message,
      status: 412,
      code: 'PreconditionFailed',
      requestId: undefined,
      fields: {},
    };
  }
  return (error instanceof TRPCClientError ? answered(error.data) : undefined) ?? UNREACHABLE;
}

const UNREACHABLE: Failure = {
  message: 'The service cannot be reached. Check your connection and try again.',
  status: undefined,
  code: undefined,
  requestId: undefined,
  fields: {},
};

/**
 * Reads what the service answered; `undefined` when it was no answer of ours. By hand, since every page reads failures, and
 * a library for it would be a tenth of their scripts.
 */
function answered(data: unknown): Failure | undefined {
  if (!isRecord(data) || typeof data.httpStatus !== 'number' || !isRecord(data.responseStatus))
    return undefined;
  const { errorCode, message, errors } = data.responseStatus;
  if (typeof errorCode !== 'string' || typeof message !== 'string') return undefined;
  const { requestId } = data;
  return {
    message: data.httpStatus === 401 ? SIGNED_OUT : message,
    status: data.httpStatus,
    code: errorCode,
    requestId: typeof requestId === 'string' ? requestId : undefined,
    fields: fieldsOf(errors),
  };
}

function fieldsOf(errors: unknown): Failure['fields'] {
  if (!Array.isArray(errors)) return {};
  return Object.fromEntries(
    errors.flatMap((error: unknown) =>
      isRecord(error) && typeof error.fieldName === 'string' && typeof error.message === 'string'
        ? [[error.fieldName, error.message]]
        : [],
    ),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
