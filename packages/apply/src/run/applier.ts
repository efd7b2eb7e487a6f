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
import { type ApplierOptions, patiently, type RunContext } from './run-context.ts';
import { carryOut } from './step.ts';

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
      await goThrough({ ...options, run, holder, lost: lost.signal, draining: drain.signal });
    } finally {
      clearInterval(heartbeat);
    }
  }

  return { apply, drain: () => drain.abort() };
}

/** What became of a run so far. */
interface Tally {
  applied: number;
  failed: number;
  inDoubt: number;
  returned: number;
}

async function goThrough(context: RunContext): Promise<void> {
  const { db, run, holder, draining, lost } = context;
  const key = { runId: run.id, holder };
  const tally: Tally = { applied: 0, failed: 0, inDoubt: 0, returned: 0 };
  for (const step of run.steps) {
    if (!isDone(step)) {
      if (lost.aborted) return;
      if (draining.aborted) return releaseRun(db, run.id, holder);
    }
    const result = isDone(step) ? step.state : await carryOut(context, step);
    switch (result) {
      case 'Applied':
        tally.applied++;
        break;
      case 'Returned':
        tally.returned++;
        break;
      case 'Failed':
        tally.failed++;
        break;
      case 'InDoubt':
        tally.inDoubt++;
        break;
      case 'yield':
        return releaseRun(db, run.id, holder);
      case 'lost':
        return;
      default:
        return endRun(db, key, 'Stopped', summary(run, tally, `stopped, because ${result.stopped}`));
    }
    if ((result === 'Failed' || result === 'InDoubt') && !run.continueAfterFailure) break;
  }
  const end = endOf(run, tally);
  await patiently(context, () => endRun(db, key, end, summary(run, tally, WORDS[end])));
}

const DONE: ReadonlySet<AcquiredStep['state']> = new Set(['Applied', 'Failed', 'InDoubt', 'Returned']);

function isDone(
  step: AcquiredStep,
): step is AcquiredStep & { state: 'Applied' | 'Failed' | 'InDoubt' | 'Returned' } {
  return DONE.has(step.state);
}

const WORDS: Readonly<Record<RunEnd, string>> = {
  Applied: 'applied',
  PartlyApplied: 'partly applied',
  Failed: 'failed',
  InDoubt: 'in doubt',
  Stopped: 'stopped',
};

function endOf(run: AcquiredRun, tally: Tally): RunEnd {
  if (tally.inDoubt > 0) return 'InDoubt';
  if (tally.applied === run.steps.length) return 'Applied';
  return tally.applied > 0 ? 'PartlyApplied' : 'Failed';
}

function summary(run: AcquiredRun, tally: Tally, words: string): string {
  const left = run.steps.length - tally.applied - tally.failed - tally.inDoubt - tally.returned;
  const counts = [
    [tally.applied, 'applied'],
    [tally.failed, 'failed'],
    [tally.inDoubt, 'in doubt'],
    [tally.returned, 'returned to review'],
    [left, 'not begun'],
  ] as const;
  const told = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return `Run ${run.number} ended: ${words}. ${told.join(', ')}.`;
}
