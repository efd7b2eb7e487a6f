import { setTimeout as delay } from 'node:timers/promises';
import type { AcquiredRun, Db, Log } from '@ai-sessions/db';
import type { FunctionCaller } from '../function/call.ts';

/** What runs are carried out with. */
export interface ApplierOptions {
  readonly db: Db;
  readonly caller: FunctionCaller;
  readonly log: Log;
}

/** A run in the process that has its lease. */
export interface RunProcess extends ApplierOptions {
  readonly run: AcquiredRun;
  readonly holder: string;
  /** Ends waiting and calls when the run is no longer ours. */
  readonly lost: AbortSignal;
  readonly draining: AbortSignal;
}

/** How long an outcome is kept while the database is away: it is known only here. */
const RETRY_MS = 30_000;
/** The same in a process that is stopping, which must not take longer than whoever stops it waits. */
const RETRY_WHEN_DRAINING_MS = 5_000;
const PAUSE_MS = 500;

/** Writes something down although the database may be away for a while. */
export async function withRetries<T>(
  { lost, draining }: Pick<RunProcess, 'lost' | 'draining'>,
  work: () => Promise<T>,
): Promise<T> {
  const started = performance.now();
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const limit = draining.aborted ? RETRY_WHEN_DRAINING_MS : RETRY_MS;
      if (lost.aborted || performance.now() - started > limit) throw error;
      await delay(PAUSE_MS);
    }
  }
}
