/** A signal that is aborted with the first of several; whoever needs it no more leaves. */
export interface JoinedSignal {
  readonly signal: AbortSignal;
  leave(): void;
}

/**
 * Joins signals of which some live as long as the process. `AbortSignal.any` would leave a trace in those of every
 * signal that was ever made from them.
 */
export function joinedSignal(signals: readonly AbortSignal[]): JoinedSignal {
  const joined = new AbortController();
  const abort = () => joined.abort();
  for (const signal of signals) {
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
  }
  return {
    signal: joined.signal,
    leave() {
      for (const signal of signals) signal.removeEventListener('abort', abort);
    },
  };
}
