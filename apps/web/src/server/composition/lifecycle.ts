import type { Service } from '../service.ts';

/** The members of a service that tell whether it is ready, drain it and close it. */
type Lifecycle = Pick<Service, 'readiness' | 'drain' | 'draining' | 'close'>;

interface LifecycleParts {
  /** Why the database cannot be used at the moment, in a sentence. */
  readonly databaseProblem: () => Promise<string | undefined>;
  /** Aborted when the process is about to stop. */
  readonly closing: AbortController;
  /** Begins the stop of what works in the background. */
  readonly drain: () => void;
  /** What has to be closed, in this order; each when the one before it is done. */
  readonly closers: readonly (() => void | Promise<void>)[];
}

/** Stops the parts of a service in order, and says whether it is ready. */
export function createLifecycle({ databaseProblem, closing, drain, closers }: LifecycleParts): Lifecycle {
  let draining = false;
  return {
    readiness: async () => {
      if (draining) return { ready: false, code: 'ShuttingDown', reason: 'This server is stopping.' };
      const reason = await databaseProblem();
      return reason === undefined ? { ready: true } : { ready: false, code: 'DatabaseUnavailable', reason };
    },
    drain: () => {
      draining = true;
      drain();
      closing.abort();
    },
    draining: () => draining,
    close: async () => {
      closing.abort();
      for (const close of closers) await close();
    },
  };
}
