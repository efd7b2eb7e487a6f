import type { ErrorCode } from './generated/api.ts';

/** What is wrong with one field. */
export interface FieldError {
  /** Stable code: `MaximumLength`, `NotEmpty`, … */
  readonly errorCode: string;
  /** Declared name of the field: `AccountId`. */
  readonly fieldName: string;
  /** What to change, in a sentence. */
  readonly message: string;
}

interface ApiErrorDetails {
  readonly code: string;
  readonly status: number;
  readonly message: string;
  readonly fields: readonly FieldError[];
  readonly meta: Readonly<Record<string, string>>;
  readonly requestId: string | undefined;
  readonly retryAfter: number | undefined;
}

/** The service has refused the request or failed at it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** Stable code. When fields are at fault it is the code of the first: `MaximumLength`, for instance. */
  readonly code: ErrorCode | (string & Record<never, never>);
  /** HTTP status. */
  readonly status: number;
  /** The fields at fault; empty when the failure is about no field. */
  readonly fields: readonly FieldError[];
  /** Further details by name. */
  readonly meta: Readonly<Record<string, string>>;
  /** Id under which the service has logged the request. */
  readonly requestId: string | undefined;
  /** Seconds after which a retry makes sense, when the service says. */
  readonly retryAfter: number | undefined;

  /** Takes over what an answer says. */
  constructor(details: ApiErrorDetails) {
    super(details.message);
    this.code = details.code;
    this.status = details.status;
    this.fields = details.fields;
    this.meta = details.meta;
    this.requestId = details.requestId;
    this.retryAfter = details.retryAfter;
  }
}

/** There was no answer, or it broke off: `cause` says why. Whether the request was carried out is unknown. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
}

/** The answer took longer than `timeout` milliseconds. Whether the request was carried out is unknown. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
  /** Milliseconds that were waited. */
  readonly timeout: number;

  /** Names the milliseconds that were waited. */
  constructor(timeout: number) {
    super(`There was no answer within ${timeout} ms.`);
    this.timeout = timeout;
  }
}

/** The answer is not one of this API: something between has answered, or `baseUrl` leads elsewhere. */
export class UnexpectedAnswerError extends Error {
  override readonly name = 'UnexpectedAnswerError';
  /** HTTP status. */
  readonly status: number;
  /** Beginning of the body. */
  readonly body: string;
  /** Seconds after which a retry makes sense, when the answer says. */
  readonly retryAfter: number | undefined;

  /** Keeps the beginning of the body. */
  constructor(status: number, body: string, retryAfter: number | undefined) {
    super(`The answer with status ${status} is not one of the AI Sessions API. Check baseUrl and proxies.`);
    this.status = status;
    this.body = body.slice(0, 1_000);
    this.retryAfter = retryAfter;
  }
}
