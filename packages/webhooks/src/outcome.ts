import type { Attempt } from '@ai-sessions/db';
import type { CallResult } from '@ai-sessions/outbound';
import { pauseAfter } from './schedule.ts';

/** An answer with which a receiver says that it wants no more events. */
const GONE = 410;
/** Characters of an answer that are kept. */
const KEPT_CHARACTERS = 1_024;

/** What follows from what became of a call. */
export function attemptOf(
  result: CallResult,
  { failures, isTest }: { readonly failures: number; readonly isTest: boolean },
): Attempt {
  const retryMs = isTest ? undefined : pauseAfter(failures + 1, retryAfterOf(result));
  if (result.kind !== 'answered') {
    return { outcome: sentence(result.reason), result: { kind: 'failed', retryMs } };
  }
  const { status, excerpt, durationMs } = result;
  return {
    outcome: `Answered ${status} in ${durationMs} ms.`,
    status,
    answer: [...excerpt].slice(0, KEPT_CHARACTERS).join(''),
    durationMs,
    result: resultOf(status, isTest, retryMs),
  };
}

function resultOf(status: number, isTest: boolean, retryMs: number | undefined): Attempt['result'] {
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  if (status === GONE && !isTest) return { kind: 'gone' };
  return { kind: 'failed', retryMs };
}

function retryAfterOf(result: CallResult): number | undefined {
  return result.kind === 'answered' ? result.retryAfter : undefined;
}

function sentence(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}
