/** Ends a call; its message is the reason that people read. */
export class CallAborted extends Error {}

/** What came is no answer of HTTP. */
export class MalformedAnswer extends Error {}

/** Why there is no connection, in words for people. */
export function connectionFailure(error: unknown): string {
  if (error instanceof CallAborted) return error.message;
  const code = codeOf(error);
  if (code === 'ECONNREFUSED') return 'the connection was refused';
  if (code === 'ECONNRESET') return 'the connection was closed before it was ready';
  if (code === 'ETIMEDOUT') return 'the target did not take the connection';
  if (/CERT|SIGNATURE/.test(code)) return 'the certificate of the target is not valid';
  if (/SSL|TLS|EPROTO/.test(code)) return 'no secure connection could be made';
  return 'the target cannot be reached';
}

/** Why there is no answer although the request may have arrived, in words for people. */
export function callFailure(error: unknown): string {
  if (error instanceof CallAborted) return error.message;
  if (error instanceof MalformedAnswer || codeOf(error).startsWith('HPE_'))
    return 'the answer was not understood';
  return 'the connection was closed before an answer came';
}

/** The code of an error; of several attempts, that of the first. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error instanceof AggregateError ? codeOf(error.errors[0]) : '';
}
