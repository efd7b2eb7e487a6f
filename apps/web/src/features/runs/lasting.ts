const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** How long something took, in words that a column has room for. */
export function lasting(milliseconds: number): string {
  if (milliseconds < SECOND_MS) return `${milliseconds} ms`;
  if (milliseconds < MINUTE_MS) return `${(milliseconds / SECOND_MS).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / SECOND_MS);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
