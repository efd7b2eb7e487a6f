import { TRPCClientError } from '@trpc/client';
import { z } from 'zod';

const FailureData = z.object({
  httpStatus: z.number(),
  requestId: z.string().optional(),
  responseStatus: z.object({
    errorCode: z.string(),
    message: z.string(),
    errors: z.array(z.object({ fieldName: z.string(), message: z.string() })),
  }),
});

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
  const data = error instanceof TRPCClientError ? FailureData.safeParse(error.data) : undefined;
  if (!data?.success) {
    return {
      message: 'The service cannot be reached. Check your connection and try again.',
      status: undefined,
      code: undefined,
      requestId: undefined,
      fields: {},
    };
  }
  const { responseStatus, httpStatus, requestId } = data.data;
  return {
    message: httpStatus === 401 ? SIGNED_OUT : responseStatus.message,
    status: httpStatus,
    code: responseStatus.errorCode,
    requestId,
    fields: Object.fromEntries(responseStatus.errors.map(({ fieldName, message }) => [fieldName, message])),
  };
}
