import {
  type AcquiredStep,
  type AdvancedRun,
  advanceRun,
  type Basis,
  changeOwnData,
  classifyDatabaseError,
  type EndedStep,
  type OwnStep,
  type RunAdvance,
} from '@ai-sessions/db';
import { type RunProcess, withRetries } from './run-process.ts';
import type { SessionView } from './session-view.ts';
import { BROKE_OFF, bareNameOf, beginLine, endOfStep, inDoubt } from './step-outcome.ts';

/** Whether a call may be made: it has `begun`, the run is `lost` or `stopped`, or what was judged has `changed`. */
type Permission = 'begun' | 'lost' | 'changed' | { readonly stopped: string };

/**
 * Writes down how a run goes on. The outcome of a call is kept back until the next one begins, so that both are one
 * commit; nothing else that takes time may happen in between but {@link flush}.
 */
export interface Journal {
  /** Commits the intent to call, with the outcome that was kept back. */
  begin(step: AcquiredStep, name: string, basis: Basis | undefined): Promise<Permission>;
  /** Keeps the outcome of the last call back. */
  keep(step: AcquiredStep, ended: EndedStep): void;
  /** Changes our own data, together with the intent and the outcome of its step. */
  change(step: OwnStep): Promise<'ended' | 'notFound' | Exclude<Permission, 'begun'>>;
  /** Commits the outcome of a step, as long as what it was judged by is still so. */
  end(ended: EndedStep, basis?: Basis): Promise<'ended' | 'lost' | 'changed'>;
  /** Commits the outcome that was kept back, if there is one; `false` when the run is no longer ours. */
  flush(): Promise<boolean>;
}

/** The outcome of a call could not be written down. It is that of another step than the one in whose name this comes. */
export class OutcomeLost extends Error {
  override readonly name = 'OutcomeLost';
}

const GONE: AdvancedRun = {
  ours: false,
  stopReason: undefined,
  version: 0,
  judged: true,
  changes: 0,
};

/** Makes the journal of a run. */
export function createJournal(process: RunProcess, view: SessionView): Journal {
  const { db, run, holder, log } = process;
  const key = { runId: run.id, holder };
  let kept: { readonly step: AcquiredStep; readonly ended: EndedStep } | undefined;
  /** A step that may have been marked as begun, although that was not answered. */
  let mayBeBegun: AcquiredStep | undefined;

  async function advance(change: RunAdvance): Promise<AdvancedRun> {
    const advanced = await advanceRun(db, key, change);
    if (advanced && advanced.changes > 0) view.changed(advanced);
    return advanced ?? GONE;
  }

  async function flush(): Promise<boolean> {
    if (!kept) return true;
    const { step, ended } = kept;
    try {
      return (await withRetries(process, () => advance({ ended }))).ours;
    } catch (error) {
      // Whoever takes the run then has to find an end, or would come here again and again.
      if (classifyDatabaseError(error) === 'other') {
        log.error({ error, runId: run.id, actionId: step.actionId }, 'an outcome could not be stored');
        await advance({ ended: endOfStep(step, bareNameOf(step), inDoubt(BROKE_OFF)) }).catch(() => {});
      }
      throw new OutcomeLost('The outcome of a call could not be stored.', { cause: error });
    } finally {
      kept = undefined;
    }
  }

  async function advanceTo(change: RunAdvance, step: AcquiredStep): Promise<AdvancedRun> {
    if (!kept) return advance(change);
    try {
      const advanced = await advance({ ...change, ended: kept.ended });
      kept = undefined;
      return advanced;
    } catch {
      mayBeBegun = step;
      return (await flush()) ? advance(change) : GONE;
    }
  }

  return {
    async begin(step, name, basis) {
      const begun = { actionId: step.actionId, line: beginLine(name) };
      const advanced = await advanceTo({ begun, basis }, step);
      if (!advanced.ours) return 'lost';
      if (advanced.stopReason !== undefined) {
        if (mayBeBegun === step) {
          const outcome = { state: 'Queued', outcome: `Nothing was sent; ${advanced.stopReason}.` } as const;
          await withRetries(process, () => advance({ ended: endOfStep(step, name, outcome) }));
        }
        return { stopped: advanced.stopReason };
      }
      if (!advanced.judged) return 'changed';
      mayBeBegun = undefined;
      return 'begun';
    },
    keep(step, ended) {
      kept = { step, ended };
    },
    async change(step) {
      if (!(await flush())) return 'lost';
      const advanced = (await changeOwnData(db, key, step)) ?? GONE;
      if (!advanced.ours) return 'lost';
      if (advanced.stopReason !== undefined) return { stopped: advanced.stopReason };
      if (!advanced.judged) return 'changed';
      if (advanced.changes === 0) return 'notFound';
      view.changed(advanced, step.change);
      return 'ended';
    },
    async end(ended, basis) {
      if (!(await flush())) return 'lost';
      const { ours, judged } = await withRetries(process, () => advance({ ended, basis }));
      if (!ours) return 'lost';
      return judged ? 'ended' : 'changed';
    },
    flush,
  };
}
