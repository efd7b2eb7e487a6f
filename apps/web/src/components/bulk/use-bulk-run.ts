'use client';

import pLimit from 'p-limit';
import { useRef, useState } from 'react';
import type { BulkStep } from './bulk-action.ts';

/** Rows worked on at the same time. */
const AT_ONCE = 4;

/** A row to which it could not be done, and why. */
export interface BulkFailure {
  readonly step: BulkStep;
  readonly error: unknown;
}

/** How far the work is. */
export interface BulkProgress {
  readonly total: number;
  readonly doneIds: readonly string[];
  readonly failures: readonly BulkFailure[];
  readonly running: boolean;
}

const NOTHING: BulkProgress = { total: 0, doneIds: [], failures: [], running: false };

/**
 * Does something to rows one by one, some at a time. What failed does not stop the others; what is done is not done again
 * when the rest is tried anew.
 *
 * @param onEnded Is called whenever all that was asked for was tried, or it was stopped.
 */
export function useBulkRun(onEnded: () => Promise<unknown>) {
  const [progress, setProgress] = useState<BulkProgress>(NOTHING);
  const isRunning = useRef(false);
  const isStopped = useRef(false);
  const doneIds = useRef(new Set<string>());

  const run = async (steps: readonly BulkStep[], reason: string) => {
    if (isRunning.current) return;
    isRunning.current = true;
    isStopped.current = false;
    const open = steps.filter(({ id }) => !doneIds.current.has(id));
    setProgress({ ...NOTHING, total: open.length, running: true });
    const limit = pLimit(AT_ONCE);
    const one = async (step: BulkStep) => {
      if (isStopped.current) return;
      const { id } = step;
      try {
        await step.act(reason);
        doneIds.current.add(id);
        setProgress((known) => ({ ...known, doneIds: [...known.doneIds, id] }));
      } catch (error) {
        setProgress((known) => ({ ...known, failures: [...known.failures, { step, error }] }));
      }
    };
    await Promise.all(open.map((step) => limit(() => one(step))));
    isRunning.current = false;
    setProgress((known) => ({ ...known, running: false }));
    await onEnded();
  };
  const stop = () => {
    isStopped.current = true;
  };
  /** All to which it was done, in however many tries. */
  const allDone = () => [...doneIds.current];
  return { progress, run, stop, allDone };
}
