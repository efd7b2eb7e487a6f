import type { AIFunctionInfo } from '@ai-sessions/contract';
import type { CallResult } from '@ai-sessions/outbound';
import { partsOf } from './multi-status.ts';

/** What follows from the result of a call. */
export type Consequence =
  | { readonly kind: 'applied'; readonly sentence: string }
  /** It is told as a failure; it may have taken effect all the same. */
  | { readonly kind: 'failed'; readonly sentence: string; readonly mayHaveTakenEffect: boolean }
  /** Nothing took effect, or repeating is safe: it may be tried again, after as many seconds as the target asks for. */
  | {
      readonly kind: 'retry';
      readonly sentence: string;
      readonly after: number | undefined;
      /** Whether the call, or one before it, may be under way or done. */
      readonly mayHaveArrived: boolean;
    }
  /** It may have taken effect, and the target would do it again if asked again. */
  | { readonly kind: 'inDoubt'; readonly sentence: string };

/** What is known of an action besides the result of its call. */
interface Circumstances extends Pick<AIFunctionInfo, 'honoursIdempotencyKey'> {
  /** Whether an earlier call of it may have taken effect. */
  readonly mayHaveTakenEffect: boolean;
}

/**
 * Answers of gateways and balancers that do not know what became of the call behind them: timeouts (408, 504, 524,
 * 598, 599), connections that were closed (460, 499, 502), and those of Cloudflare, which also come when the target
 * has begun.
 */
const GATEWAY: ReadonlySet<number> = new Set([
  408, 460, 499, 502, 504, 520, 521, 522, 523, 524, 525, 526, 527, 530, 598, 599,
]);
/** Answers that say: not now. */
const LATER: ReadonlySet<number> = new Set([425, 429, 503]);
/** What a target that honours keys says while the first call is under way. */
const UNDER_WAY: ReadonlySet<number> = new Set([409, 423]);
/** The call was not carried out here, and would have to be made elsewhere as it is. */
const ELSEWHERE: ReadonlySet<number> = new Set([305, 307, 308]);
/** Failures of a server that has not even tried. */
const NOT_TRIED: ReadonlySet<number> = new Set([501, 505, 506, 510, 511]);

/** What follows from the result of a call, given what the function promises and what became of earlier calls. */
export function consequenceOf(result: CallResult, circumstances: Circumstances): Consequence {
  const { honoursIdempotencyKey } = circumstances;
  switch (result.kind) {
    case 'refused':
      return failed(`Not sent: ${result.reason}.`, circumstances);
    case 'notConnected':
      return {
        kind: 'retry',
        sentence: `Not sent: ${result.reason}.`,
        after: undefined,
        mayHaveArrived: false,
      };
    case 'unknown':
      return doubtful(`No answer: ${result.reason}.`, honoursIdempotencyKey);
    case 'answered':
      return consequenceOfAnswer(result, circumstances);
    default:
      return result satisfies never;
  }
}

type Answer = Extract<CallResult, { kind: 'answered' }>;

function consequenceOfAnswer(answer: Answer, circumstances: Circumstances): Consequence {
  const { honoursIdempotencyKey, mayHaveTakenEffect } = circumstances;
  const { status, retryAfter } = answer;
  const text = answer.unreadable === undefined ? '' : ` Its text ${answer.unreadable}.`;
  const sentence = `Answered ${status} in ${answer.durationMs} ms.${text}`;
  if (status === 207) return consequenceOfParts(answer, sentence, circumstances);
  if (status >= 200 && status < 300) {
    const taken =
      status === 202 ? ' The target has taken it on; whether it succeeds is known there alone.' : '';
    return { kind: 'applied', sentence: `${sentence}${taken}` };
  }
  if (LATER.has(status)) return { kind: 'retry', sentence, after: retryAfter, mayHaveArrived: false };
  if (GATEWAY.has(status)) return doubtful(sentence, honoursIdempotencyKey, retryAfter);
  // What the target says of a repetition tells nothing of the call before it.
  if (mayHaveTakenEffect && honoursIdempotencyKey && UNDER_WAY.has(status)) {
    return {
      kind: 'retry',
      sentence: `${sentence} The call before may be under way.`,
      after: retryAfter,
      mayHaveArrived: true,
    };
  }
  const isRedirect = status >= 300 && status < 400;
  const isClear = isRedirect ? ELSEWHERE.has(status) : status < 500 || NOT_TRIED.has(status);
  return failed(isRedirect ? `${sentence} Redirects are not followed.` : sentence, circumstances, !isClear);
}

/** An action with parts is applied when all of them are; in between, somebody has to look. */
function consequenceOfParts(answer: Answer, sentence: string, circumstances: Circumstances): Consequence {
  const parts = answer.unreadable === undefined ? partsOf(answer.excerpt) : undefined;
  const isPartial = answer.truncated && parts?.failed === 0;
  if (!parts || isPartial) {
    return {
      kind: 'applied',
      sentence: `${sentence} It has parts, and whether all of them succeeded cannot be read from it.`,
    };
  }
  if (parts.failed === 0) return { kind: 'applied', sentence: `${sentence} All its parts succeeded.` };
  const statuses = parts.statuses.length > 0 ? ` (${parts.statuses.join(', ')})` : '';
  if (parts.succeeded === 0) return failed(`${sentence} Its parts failed${statuses}.`, circumstances, true);
  const counted = `${parts.failed} of ${parts.failed + parts.succeeded} parts failed${statuses}`;
  return { kind: 'inDoubt', sentence: `${sentence} ${counted}: the others may have taken effect.` };
}

function failed(
  sentence: string,
  { honoursIdempotencyKey, mayHaveTakenEffect }: Circumstances,
  isUnclear = false,
): Consequence {
  if (mayHaveTakenEffect) {
    return {
      kind: 'inDoubt',
      sentence: `${sentence} That does not rule out that an earlier call took effect.`,
    };
  }
  if (!isUnclear) return { kind: 'failed', sentence, mayHaveTakenEffect: false };
  const repeat = honoursIdempotencyKey ? 'a repeat carries the same key' : 'a repeat may do it twice';
  return {
    kind: 'failed',
    sentence: `${sentence} It may have taken effect all the same: ${repeat}.`,
    mayHaveTakenEffect: true,
  };
}

function doubtful(sentence: string, honoursIdempotencyKey: boolean, after?: number): Consequence {
  return honoursIdempotencyKey
    ? { kind: 'retry', sentence, after, mayHaveArrived: true }
    : { kind: 'inDoubt', sentence: `${sentence} It may have arrived, and is not repeated.` };
}
