import type { ApiError, ErrorCode, FieldError } from '@ai-sessions/contract';

/** Where a failure happened, as far as its call said. */
export interface FailureSubject {
  readonly requestId: string;
  /** The session that the call was about. */
  readonly sessionId: string | undefined;
}

/** A failure in words that a model can act on: what is wrong, and what to do about it. */
export function failureText(failure: ApiError, { requestId, sessionId }: FailureSubject): string {
  const { code, message, fields, retryAfter } = failure;
  const faults = fields.filter((fault, index) => fields.indexOf(fault) === index);
  return [
    `This did not work (${codeOf(failure)}): ${message}`,
    ...(faults.length > 1 || (faults[0] && faults[0].message !== message) ? faults.map(faultText) : []),
    `What to do: ${advice(failure)}`,
    ...(retryAfter === undefined ? [] : [`Wait ${retryAfter} s before you retry.`]),
    ...(sessionId === undefined ? [] : [`Session: ${sessionId}`]),
    ...(code === 'InternalError' ? [`Request: ${requestId}`] : []),
  ].join('\n');
}

/** The same as data. */
export function failureData(failure: ApiError, { requestId, sessionId }: FailureSubject) {
  return {
    error: {
      code: codeOf(failure),
      message: failure.message,
      problems: failure.fields.map((fault) => ({
        argument: argumentOf(fault),
        code: fault.errorCode,
        message: fault.message,
      })),
      whatToDo: advice(failure),
      retryAfterSeconds: failure.retryAfter,
      requestId,
    },
    sessionId,
  };
}

/** The stable code: that of the argument at fault, when one is. */
function codeOf({ ownCode, fields, code }: ApiError): string {
  return ownCode ? code : (fields[0]?.errorCode ?? code);
}

function faultText(fault: FieldError): string {
  return `- ${argumentOf(fault)}: ${fault.message}`;
}

/** Arguments are named as they travel: `AccountId` is `accountId`, also inside of others. */
function argumentOf({ fieldName }: FieldError): string {
  return fieldName.replace(/(?<=^|\.)\p{Lu}/gu, (letter) => letter.toLowerCase());
}

function advice({ code, fields }: ApiError): string {
  if (code === 'ValidationException' && fields.some(isUnknownAccount)) {
    return 'Ask whoever gave you the task for the id of the account. Do not guess one.';
  }
  return ADVICE[code] ?? 'Tell whoever gave you the task, with the message above.';
}

function isUnknownAccount({ fieldName, errorCode }: FieldError): boolean {
  return fieldName === 'AccountId' && errorCode === 'DoesNotExist';
}

const RETRY = 'Nothing is wrong with your call. Send the same call again after a moment.';

const ADVICE: Readonly<Partial<Record<ErrorCode, string>>> = {
  ValidationException: 'Correct these arguments, and call again. Nothing was changed.',
  SerializationException: 'Correct the arguments, and call again. Nothing was changed.',
  NotFound:
    'Check the ids with list_my_sessions and read_session. It may have been removed, or lie outside of the accounts of your key.',
  Unauthorized: 'Stop, and tell whoever gave you the task that the API key is not accepted any more.',
  Forbidden:
    'Your key may not do this, and trying again will not help. If the task needs it, ask a person to do it.',
  Conflict: 'Read the session with read_session, and go on from what it says.',
  PreconditionFailed:
    'Somebody changed the session since you read it. Read it again with read_session, look whether your change still makes sense, and call again with the new version.',
  SessionIsApplying:
    'A person is applying the session at this moment. Read it again later; what is left can be changed then.',
  ProposalRefused:
    'Correct what is listed above, and propose it again. Nothing was queued or changed. list_functions tells the JSON Schema of the arguments.',
  ActionIsDecided:
    'Leave it as a person has decided. Propose another action only if it is not the same in other words, and tell whoever gave you the task about the decision.',
  AlreadyProposed:
    'Look at the other action with read_session. Withdraw this one with withdraw_action, or revise it into something else.',
  ActionIsClosed:
    'It was carried out, or may have been, and stays as it is. Propose another action if something is still to be changed.',
  IdempotencyKeyReused: 'Use a new key for a new call.',
  RequestTooLarge: 'Send less in one call.',
  TooManyRequests: 'You call too often. Wait, then send the same call again.',
  TooManyOpenProposals:
    'Stop proposing. Read your sessions to see what people have decided, withdraw with withdraw_action what is no longer needed, and tell whoever gave you the task that the rest waits for them.',
  AgentStopped:
    'Stop working, and tell whoever gave you the task that a person has stopped this agent, with the reason above. You can still read, and withdraw what you have proposed.',
  DatabaseUnavailable: RETRY,
  StorageFull: RETRY,
  UnresolvedObject:
    'Nothing is wrong with your call, as far as is known: the service that knows the objects did not answer. Send the same call again after a moment, or propose fewer actions at once.',
  Overloaded: RETRY,
  ShuttingDown: RETRY,
  Timeout: 'Read the session with read_session to see whether it was done, before you call again.',
  InternalError: 'Do not repeat it at once. Tell whoever gave you the task, with the id of the request.',
};
