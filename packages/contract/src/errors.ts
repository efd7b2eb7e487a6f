/**
 * Every way a request can fail: the code that clients may rely on, the HTTP status it travels with and the
 * sentence used when there is nothing more precise to say. The codes that ServiceStack clients know
 * (`Unauthorized`, `NotFound`, `SerializationException`, ...) are spelled as ServiceStack spells them.
 */
export const errorTable = {
  SerializationException: {
    status: 400,
    message: 'The request could not be read. Check its syntax and types.',
  },
  ValidationException: { status: 400, message: 'The request is not valid. Correct the listed fields.' },
  Unauthorized: { status: 401, message: 'Not Authenticated' },
  Forbidden: { status: 403, message: 'You are signed in, but not allowed to do this.' },
  SecondPersonRequired: {
    status: 403,
    message: 'Whoever queued or corrected actions may not apply them here. Ask somebody else to.',
  },
  PersonRequired: {
    status: 403,
    message:
      'Only a person may do this: sign in with your password or in the browser, without any API key, and do it again.',
  },
  JudgeRequired: {
    status: 403,
    message: 'Only the users whom its function names may judge this action. Ask one of them.',
  },
  BrowserRequired: {
    status: 403,
    message:
      'What cannot be undone is applied in the browser only, and by itself: not with an API key, a token, Basic or in a batch. Open the session there and apply it.',
  },
  ReauthenticationRequired: {
    status: 403,
    message:
      'What cannot be undone asks for a sign-in of the last 15 minutes. Sign in again with your password, then apply.',
  },
  NotFound: { status: 404, message: 'There is nothing here. Check the address and the id.' },
  NotSupportedException: { status: 405, message: 'This is not offered with this verb.' },
  MethodNotAllowed: { status: 405, message: 'This verb is not supported here. See the Allow header.' },
  RequestTimeout: { status: 408, message: 'The request did not arrive in time. Send it again.' },
  Conflict: { status: 409, message: 'Something with the same identity exists already.' },
  NothingToApply: {
    status: 409,
    message: 'No action of this session can be applied. Read the problems of its actions.',
  },
  SessionIsApplying: {
    status: 409,
    message: 'This session is being applied. Wait until the run has ended, or stop it.',
  },
  ActionIsClosed: {
    status: 409,
    message: 'This action was carried out or is in doubt: it stays as it is.',
  },
  ActionIsDecided: {
    status: 409,
    message: 'Somebody has decided on this action: its agent may neither revise nor withdraw it any more.',
  },
  AlreadyProposed: {
    status: 409,
    message:
      'Another action of this session proposes the same. Withdraw this one, or propose something else.',
  },
  ApplyingStopped: {
    status: 409,
    message:
      'Applying is stopped at the moment. GetAIApplying and ListAIStops tell why: all of it, or for the account or an agent.',
  },
  AgentStopped: {
    status: 409,
    message: 'This agent is stopped at the moment: it can read, and propose nothing.',
  },
  PreconditionFailed: { status: 412, message: 'It was changed by someone else. Read it again, then retry.' },
  RequestTooLarge: { status: 413, message: 'The body is larger than 1 MiB. Send less.' },
  UriTooLong: { status: 414, message: 'The address is longer than 16 KiB. Move parameters to the body.' },
  UnsupportedMediaType: { status: 415, message: 'Bodies of this Content-Type are not understood here.' },
  ProposalRefused: {
    status: 422,
    message: 'Nothing was queued or changed. Correct what the errors list, and propose it again.',
  },
  ConfirmationMismatch: {
    status: 422,
    message:
      "Nothing was carried out: 'Confirmation' is not the name of the customer. Read for whom this is.",
  },
  IdempotencyKeyReused: {
    status: 422,
    message: 'This Idempotency-Key was used for another request. Use a new key for a new request.',
  },
  PreconditionRequired: {
    status: 428,
    message: 'Here a session is applied as it was reviewed: send the ETag of its review in If-Match.',
  },
  AcceptanceRequired: {
    status: 428,
    message:
      'Nothing was carried out: a person has to accept some of these actions first. Judge them, then apply.',
  },
  ConfirmationRequired: {
    status: 428,
    message:
      "Nothing was carried out: send the name of the customer in 'Confirmation', typed by whoever applies.",
  },
  TooManyRequests: {
    status: 429,
    message: 'Too many attempts. Wait as long as Retry-After says, then retry.',
  },
  TooManyOpenProposals: {
    status: 429,
    message: 'Too many actions of this agent wait for a decision. Wait until people have decided on some.',
  },
  HeadersTooLarge: {
    status: 431,
    message: 'The headers are larger than 16 KiB. Send fewer or shorter ones.',
  },
  InternalError: {
    status: 500,
    message: 'Something went wrong on our side. It was logged under the request id.',
  },
  DatabaseUnavailable: {
    status: 503,
    message: 'The database cannot be reached at the moment. Retry shortly.',
  },
  StorageFull: { status: 503, message: 'The storage is full: reading works, writing does not. Retry later.' },
  Timeout: {
    status: 503,
    message: 'It took too long and was given up; a change may have been made. Read before you retry.',
  },
  UnresolvedObject: {
    status: 503,
    message:
      'Nothing was queued or changed: whose objects the arguments name could not be found out. Retry shortly.',
  },
  Overloaded: { status: 503, message: 'Too many requests at once. Retry shortly.' },
  ShuttingDown: { status: 503, message: 'This server is stopping. Retry on another connection.' },
} as const satisfies Record<string, { status: number; message: string }>;

/** A stable error code. */
export type ErrorCode = keyof typeof errorTable;

/** What is wrong with one field. `fieldName` is the declared name (`AccountId`). */
export interface FieldError {
  readonly errorCode: string;
  readonly fieldName: string;
  readonly message: string;
}

interface ErrorDetails {
  readonly message?: string;
  readonly fields?: readonly FieldError[];
  /** Whether the answer carries this code although fields are at fault; otherwise it carries that of the first. */
  readonly ownCode?: boolean;
  readonly meta?: Readonly<Record<string, string>>;
  /** Seconds after which a retry makes sense; sent as `Retry-After`. */
  readonly retryAfter?: number;
  /** Verbs that are supported; sent as `Allow`. */
  readonly allow?: readonly string[];
  readonly cause?: unknown;
}

/** A failure of a known kind. Anything else that is thrown is a bug and becomes `InternalError`. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ErrorCode;
  readonly fields: readonly FieldError[];
  readonly ownCode: boolean;
  readonly meta: Readonly<Record<string, string>> | undefined;
  readonly retryAfter: number | undefined;
  readonly allow: readonly string[] | undefined;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(details.message ?? details.fields?.[0]?.message ?? errorTable[code].message, {
      cause: details.cause,
    });
    this.code = code;
    this.fields = details.fields ?? [];
    this.ownCode = details.ownCode ?? code !== 'ValidationException';
    this.meta = details.meta;
    this.retryAfter = details.retryAfter;
    this.allow = details.allow;
  }

  /** The HTTP status. */
  get status(): number {
    return errorTable[this.code].status;
  }
}

/** The error block of an answer. Its `errorCode` is that of the first field when fields are at fault. */
export interface ResponseStatusValue {
  errorCode: string;
  message: string;
  errors: FieldError[];
  meta?: Record<string, string>;
}

/** The error block for a failure, as every format carries it. */
export function responseStatusOf(error: ApiError): ResponseStatusValue {
  const first = error.ownCode ? undefined : error.fields[0];
  return {
    errorCode: first?.errorCode ?? error.code,
    message: error.message,
    errors: [...error.fields],
    ...(error.meta ? { meta: { ...error.meta } } : {}),
  };
}
