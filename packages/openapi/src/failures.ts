import { STATUS_CODES } from 'node:http';
import {
  ApiError,
  type ErrorCode,
  ErrorResponse,
  errorTable,
  type Operation,
  pathFields,
  placeOf,
  proposes,
  responseStatusOf,
} from '@ai-sessions/contract';
import type { HeadersObject, ReferenceObject, ResponseObject } from 'openapi3-ts/oas31';
import { contentOf, type Formats, schemaAddress } from './content.ts';
import { invalidRequest } from './invalid-request.ts';

type Condition = (operation: Operation) => boolean;

const always: Condition = () => true;
/** Cannot happen on a documented route with its documented verb. */
const never: Condition = () => false;
const hasFields: Condition = ({ request }) => Object.keys(request.fields).length > 0;
const hasBody: Condition = (operation) =>
  Object.keys(operation.request.fields).some((name) => placeOf(operation, name) === 'body');
const takesKey: Condition = ({ idempotencyKey }) => idempotencyKey;
const heedsIfMatch: Condition = ({ preconditions }) => preconditions;
const applies: Condition = ({ name }) => name === 'ApplyAISession';
const judges: Condition = ({ name }) => name === 'JudgeAISessionAction';
const changesFunctions: Condition = ({ procedure, verb }) =>
  procedure.startsWith('function.') && verb !== 'GET';
const stopsOrLetsGoOn: Condition = ({ procedure, verb }) =>
  procedure.startsWith('applying.') && verb !== 'GET';
/** Actions of a session that is being applied, and those that were carried out, stay as they are. */
const changesActions: Condition = ({ procedure, verb, route }) =>
  procedure.startsWith('session.') && verb !== 'GET' && route.includes('/actions');
/** An agent revises and withdraws what it has proposed, until somebody decides on it. */
const isRevision: Condition = ({ procedure }) =>
  ['session.patchAction', 'session.deleteAction'].includes(procedure);
const isChecked: Condition = ({ procedure }) =>
  ['session.queueAction', 'session.patchAction'].includes(procedure);
const isGuarded: Condition = ({ access }) => access.kind !== 'public';
/** Open to everybody, but what a caller shows of themselves is looked at. */
const asksWho: Condition = ({ procedure }) => ['auth.signIn', 'auth.status'].includes(procedure);
/** Nothing is sent where no mail server is set up. */
const mails: Condition = ({ procedure }) => procedure === 'auth.forgotPassword';

/** Which operations can fail in which way. A new code of the contract has to be placed here to compile. */
const conditions: Readonly<Record<ErrorCode, Condition>> = {
  SerializationException: always,
  ValidationException: hasFields,
  Unauthorized: (operation) => isGuarded(operation) || asksWho(operation),
  // Roles, agents, accounts that an API key is limited to; and pages of other sites, when something would change.
  Forbidden: (operation) => isGuarded(operation) || operation.verb !== 'GET',
  NotFound: (operation) => pathFields(operation.route).length > 0 || mails(operation),
  NotSupportedException: never,
  MethodNotAllowed: never,
  RequestTimeout: always,
  Conflict: (operation) => isGuarded(operation) && operation.verb !== 'GET',
  PreconditionFailed: heedsIfMatch,
  PreconditionRequired: applies,
  NothingToApply: applies,
  SessionIsApplying: (operation) => applies(operation) || changesActions(operation),
  ActionIsClosed: changesActions,
  ActionIsDecided: isRevision,
  AlreadyProposed: ({ procedure }) => procedure === 'session.patchAction',
  ApplyingStopped: applies,
  AgentStopped: proposes,
  SecondPersonRequired: (operation) => applies(operation) || judges(operation),
  PersonRequired: (operation) =>
    judges(operation) || changesFunctions(operation) || stopsOrLetsGoOn(operation),
  JudgeRequired: judges,
  BrowserRequired: applies,
  ReauthenticationRequired: applies,
  AcceptanceRequired: applies,
  ConfirmationRequired: applies,
  ConfirmationMismatch: applies,
  RequestTooLarge: hasBody,
  UriTooLong: always,
  UnsupportedMediaType: hasBody,
  ProposalRefused: isChecked,
  IdempotencyKeyReused: takesKey,
  // Passwords are tried at every operation, by Basic.
  TooManyRequests: always,
  TooManyOpenProposals: ({ procedure }) => procedure === 'session.queueAction',
  HeadersTooLarge: always,
  InternalError: always,
  DatabaseUnavailable: always,
  // Reading can need storage, too: a large sort spills.
  StorageFull: always,
  Timeout: always,
  UnresolvedObject: proposes,
  Overloaded: always,
  ShuttingDown: always,
};

/** What a code means on a documented route, where the contract's sentence is about more than that. */
const messages: Readonly<Partial<Record<ErrorCode, string>>> = {
  Conflict:
    'It does not go together with what is there, or a request with this Idempotency-Key is still under way.',
};

const retryAfter: HeadersObject = {
  'Retry-After': {
    description: 'Seconds after which a retry makes sense.',
    schema: { type: 'integer', format: 'int32', examples: [1] },
  },
};

const headersByStatus: Readonly<Record<number, HeadersObject>> = {
  401: {
    'WWW-Authenticate': {
      description:
        'How to sign in: Basic, and in a line of its own with a cookie. Browsers are told of the cookie alone.',
      schema: { type: 'string', examples: ['Basic realm="AI Sessions", charset="UTF-8"'] },
    },
  },
  409: retryAfter,
  429: {
    ...retryAfter,
    'RateLimit-Policy': {
      description: 'How many calls the API key may make in how many seconds, when it has a limit.',
      schema: { type: 'string', examples: ['"calls";q=600;w=60'] },
    },
    RateLimit: {
      description: 'How many of them are left, and in how many seconds all are there again.',
      schema: { type: 'string', examples: ['"calls";r=0;t=42'] },
    },
  },
  503: retryAfter,
};

/** Every error code; `Object.keys` alone would lose the type. */
const codes = Object.keys(errorTable).filter((name): name is ErrorCode => name in errorTable);

/** The failures of an operation by status. All but 400, which shows a field of the operation, are shared. */
export function failuresOf(
  operation: Operation,
  formats: Formats,
): Readonly<Record<string, ResponseObject | ReferenceObject>> {
  const statuses = new Set(possible(operation).map((code) => errorTable[code].status));
  return Object.fromEntries(
    Array.from(statuses, (status) => [
      String(status),
      status === 400
        ? failure(status, possible(operation), formats, operation)
        : { $ref: `#/components/responses/${responseName(status)}` },
    ]),
  );
}

/** The failures that operations share, by name. */
export function sharedFailures(
  operations: readonly Operation[],
  formats: Formats,
): ReadonlyMap<string, ResponseObject> {
  const all = codes.filter((code) => operations.some(conditions[code]));
  const statuses = new Set(all.map((code) => errorTable[code].status));
  return new Map(
    Array.from(statuses)
      .filter((status) => status !== 400)
      .map((status) => [responseName(status), failure(status, all, formats)]),
  );
}

function possible(operation: Operation): readonly ErrorCode[] {
  return codes.filter((code) => conditions[code](operation));
}

function failure(
  status: number,
  among: readonly ErrorCode[],
  formats: Formats,
  operation?: Operation,
): ResponseObject {
  const here = among.filter((code) => errorTable[code].status === status);
  const headers = headersByStatus[status];
  const examples = here.map((code) => [code, { responseStatus: responseStatusOf(sample(code, operation)) }]);
  return {
    description: here
      .map((code) => `\`${code}\`: ${messages[code] ?? errorTable[code].message}`)
      .join('\n\n'),
    ...(headers ? { headers } : {}),
    content: contentOf(
      { kind: 'object', type: ErrorResponse.type },
      { $ref: schemaAddress(ErrorResponse.name) },
      Object.fromEntries(examples),
      formats,
    ),
  };
}

function sample(code: ErrorCode, operation: Operation | undefined): ApiError {
  const invalid = code === 'ValidationException' && operation ? invalidRequest(operation) : undefined;
  return invalid ?? new ApiError(code, { message: messages[code] });
}

/** The reason phrase as a name: `Request Header Fields Too Large` becomes `RequestHeaderFieldsTooLarge`. */
function responseName(status: number): string {
  return (STATUS_CODES[status] ?? `Status${status}`).replace(/\W/g, '');
}
