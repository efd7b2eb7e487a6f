/** Where in a trace a call was made, after W3C Trace Context. */
export interface TraceContext {
  /** In version 00: `00-<trace id>-<id of the caller's span>-<flags>`. */
  readonly parent: string;
  /** What tracing systems add for themselves: absent, or at most 512 characters. */
  readonly state: string | undefined;
}

const PARENT = /^(?!ff)([\da-f]{2})-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(-.*)?$/;
const STATE_MEMBER =
  /^[a-z\d][a-z\d_\-*/]{0,255}(?:@[a-z][a-z\d_\-*/]{0,13})?=[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/;
const STATE_LENGTH = 512;
const STATE_MEMBERS = 32;
const SAMPLED = 1;

/** Reads the two fields of a trace. What is not valid is as if it had not been sent, as the specification asks. */
export function traceContextOf(
  traceparent: string | undefined,
  tracestate: string | undefined,
): TraceContext | undefined {
  const [, version, traceId, spanId, flags = '', rest] = PARENT.exec(traceparent?.trim() ?? '') ?? [];
  if (version === undefined || (version === '00' && rest !== undefined)) return undefined;
  // Of later versions only what this one has is known.
  const known =
    version === '00' ? flags : (Number.parseInt(flags, 16) & SAMPLED).toString(16).padStart(2, '0');
  return { parent: `00-${traceId}-${spanId}-${known}`, state: stateOf(tracestate) };
}

function stateOf(tracestate: string | undefined): string | undefined {
  if (tracestate === undefined || tracestate.length > STATE_LENGTH) return undefined;
  const members = tracestate
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '');
  const keys = new Set(members.map((member) => member.slice(0, member.indexOf('='))));
  const isValid =
    members.length > 0 &&
    members.length <= STATE_MEMBERS &&
    keys.size === members.length &&
    members.every((member) => STATE_MEMBER.test(member));
  return isValid ? members.join(',') : undefined;
}
