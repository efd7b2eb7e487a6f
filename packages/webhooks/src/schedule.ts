const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The pauses after each failure, as Standard Webhooks recommends them: three days in all. */
const PAUSES_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;

/** By how much a pause may be longer, so that not all that failed together comes again together. */
const JITTER = 0.2;
/** The longest pause that a receiver can ask for. */
const LONGEST_MS = 24 * HOUR;

/**
 * Milliseconds until the next attempt; `undefined` when there is none.
 *
 * @param failures Attempts that have failed, the latest included.
 * @param retryAfter Seconds that the receiver asks to wait.
 * @param random A number from 0 to 1.
 */
export function pauseAfter(
  failures: number,
  retryAfter: number | undefined,
  random: number = Math.random(),
): number | undefined {
  const pause = PAUSES_MS[failures - 1];
  if (pause === undefined) return undefined;
  const asked = Math.min((retryAfter ?? 0) * SECOND, LONGEST_MS);
  return Math.round(Math.max(pause, asked) * (1 + JITTER * random));
}
