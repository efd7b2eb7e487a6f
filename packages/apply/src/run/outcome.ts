import type { AIFunctionInfo } from '@ai-sessions/contract';
import type { Outcome } from '@ai-sessions/outbound';

/** What follows from the outcome of a call. */
export type Consequence =
  | { readonly kind: 'applied'; readonly sentence: string }
  | { readonly kind: 'failed'; readonly sentence: string }
  /** Nothing took effect, or repeating is safe: it may be tried again, after as many seconds as the target asks for. */
  | { readonly kind: 'retry'; readonly sentence: string; readonly after: number | undefined }
  /** It may have taken effect, and the target would do it again if asked again. */
  | { readonly kind: 'inDoubt'; readonly sentence: string };

/** Answers of a gateway that got none itself: the call may have arrived behind it. */
const GATEWAY = new Set([502, 504]);
/** Answers that say: not now. */
const LATER = new Set([429, 503]);

/** What follows from the outcome of a call, given what the function promises. */
export function consequenceOf(
  outcome: Outcome,
  { honoursIdempotencyKey }: Pick<AIFunctionInfo, 'honoursIdempotencyKey'>,
): Consequence {
  switch (outcome.kind) {
    case 'refused':
      return { kind: 'failed', sentence: `Not sent: ${outcome.reason}.` };
    case 'notConnected':
      return { kind: 'retry', sentence: `Not sent: ${outcome.reason}.`, after: undefined };
    case 'unknown':
      return doubtful(`No answer: ${outcome.reason}.`, honoursIdempotencyKey);
    case 'answered': {
      const sentence = `Answered ${outcome.status} in ${outcome.durationMs} ms.`;
      if (outcome.status >= 200 && outcome.status < 300) return { kind: 'applied', sentence };
      if (LATER.has(outcome.status)) return { kind: 'retry', sentence, after: outcome.retryAfter };
      if (GATEWAY.has(outcome.status)) return doubtful(sentence, honoursIdempotencyKey);
      return {
        kind: 'failed',
        sentence: outcome.status < 400 ? `${sentence} Redirects are not followed.` : sentence,
      };
    }
    default:
      return outcome satisfies never;
  }
}

function doubtful(sentence: string, honoursIdempotencyKey: boolean): Consequence {
  return honoursIdempotencyKey
    ? { kind: 'retry', sentence, after: undefined }
    : { kind: 'inDoubt', sentence: `${sentence} It may have arrived, and is not repeated.` };
}
