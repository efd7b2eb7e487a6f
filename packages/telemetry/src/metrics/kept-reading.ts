interface KeptReadingOptions {
  /** How long what was read is given again, in milliseconds. */
  readonly keptMs: number;
  /** How long a reading is waited for, in milliseconds. */
  readonly patienceMs: number;
}

/**
 * Reads something at most once at a time, and gives it again for a while; `undefined` when it cannot be read in time. A
 * reading that takes longer goes on by itself, so that one which hangs is not followed by more of them.
 */
export function keptReading<Value>(
  read: () => Promise<Value>,
  { keptMs, patienceMs }: KeptReadingOptions,
): () => Promise<Value | undefined> {
  let kept: { readonly value: Value; readonly at: number } | undefined;
  let underWay: Promise<Value | undefined> | undefined;

  async function readNow(): Promise<Value | undefined> {
    try {
      const value = await read();
      kept = { value, at: performance.now() };
      return value;
    } catch {
      return undefined;
    } finally {
      underWay = undefined;
    }
  }

  return async () => {
    if (kept && performance.now() - kept.at < keptMs) return kept.value;
    underWay ??= readNow();
    return within(underWay, patienceMs);
  };
}

/** What a promise gives; `undefined` when it takes longer. */
async function within<Value>(work: Promise<Value>, ms: number): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
  }
}
