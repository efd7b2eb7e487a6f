import { randomUUID } from 'node:crypto';
import {
  type AcquiredRun,
  type AcquiredStep,
  acquireRun,
  endRun,
  type RunEnd,
  releaseRun,
  renewRun,
} from '@ai-sessions/db';
import { createObjectResolver } from '../object/object-resolver.ts';
import { createJournal } from './journal.ts';
import type { RunContext } from './run-context.ts';
import { type ApplierOptions, withRetries } from './run-process.ts';
import { createSessionView } from './session-view.ts';
import { runStep } from './step.ts';

/** How often a process says that it still carries a run out; others wait five times as long. */
const HEARTBEAT_MS = 1_000;

/** Carries out runs. */
export interface Applier {
  /** Carries a run out to its end, unless another living process does, or this one is stopping. */
  apply(runId: string): Promise<void>;
  /** Lets runs stop after the call under way; other processes go on with them. */
  drain(): void;
}

/** Makes the part of a process that carries out runs. */
export function createApplier(options: ApplierOptions): Applier {
  const drain = new AbortController();

  async function apply(runId: string): Promise<void> {
    const { db } = options;
    const holder = randomUUID();
    if (drain.signal.aborted) return;
    const run = await acquireRun(db, runId, holder);
    if (!run) return;
    const lost = new AbortController();
    const heartbeat = setInterval(() => {
      renewRun(db, runId, holder).then(
        (ours) => {
          if (!ours) lost.abort();
        },
        // A database that is away takes the run from nobody.
        () => {},
      );
    }, HEARTBEAT_MS);
    try {
      const process = { ...options, run, holder, lost: lost.signal, draining: drain.signal };
      const view = createSessionView(run.sessionId);
      const objects = createObjectResolver(options);
      await runSteps({ ...process, view, journal: createJournal(process, view), objects });
    } finally {
      clearInterval(heartbeat);
    }
  }

  return { apply, drain: () => drain.abort() };
}

/** What became of a run so far. */
interface Counts {
  applied: number;
  failed: number;
  inDoubt: number;
  returned: number;
}

async function runSteps(context: RunContext): Promise<void> {
  const { db, run, holder, draining, lost, journal } = context;
  const key = { runId: run.id, holder };
  const counts: Counts = { applied: 0, failed: 0, inDoubt: 0, returned: 0 };
  for (const step of run.steps) {
    if (!isFinished(step)) {
      if (lost.aborted) return;
      if (draining.aborted) return release(context);
    }
    const result = isFinished(step) ? step.state : await runStep(context, step);
    switch (result) {
      case 'Applied':
        counts.applied++;
        break;
      case 'Returned':
        counts.returned++;
        break;
      case 'Failed':
        counts.failed++;
        break;
      case 'InDoubt':
        counts.inDoubt++;
        break;
      case 'released':
        return release(context);
      case 'lost':
        return;
      default:
        if (!(await journal.flush())) return;
        return endRun(db, key, 'Stopped', summary(run, counts, `stopped, because ${result.stopped}`));
    }
    if ((result === 'Failed' || result === 'InDoubt') && !run.continueAfterFailure) break;
  }
  if (!(await journal.flush())) return;
  const end = endOf(run, counts);
  await withRetries(context, () => endRun(db, key, end, summary(run, counts, WORDS[end])));
}

/** Lets another process go on. */
async function release({ db, run, holder, journal }: RunContext): Promise<void> {
  if (await journal.flush()) await releaseRun(db, run.id, holder);
}

const FINISHED: ReadonlySet<AcquiredStep['state']> = new Set(['Applied', 'Failed', 'InDoubt', 'Returned']);

function isFinished(
  step: AcquiredStep,
): step is AcquiredStep & { state: 'Applied' | 'Failed' | 'InDoubt' | 'Returned' } {
  return FINISHED.has(step.state);
}

const WORDS: Readonly<Record<RunEnd, string>> = {
  Applied: 'applied',
  PartlyApplied: 'partly applied',
  Failed: 'failed',
  InDoubt: 'in doubt',
  Stopped: 'stopped',
};

function endOf(run: AcquiredRun, counts: Counts): RunEnd {
  if (counts.inDoubt > 0) return 'InDoubt';
  if (counts.applied === run.steps.length) return 'Applied';
  return counts.applied > 0 ? 'PartlyApplied' : 'Failed';
}

function summary(run: AcquiredRun, counts: Counts, words: string): string {
  const left = run.steps.length - counts.applied - counts.failed - counts.inDoubt - counts.returned;
  const parts = [
    [counts.applied, 'applied'],
    [counts.failed, 'failed'],
    [counts.inDoubt, 'in doubt'],
    [counts.returned, 'returned to review'],
    [left, 'not begun'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return `Run ${run.number} ended: ${words}. ${told.join(', ')}.`;
}
