import {
  ApiError,
  type GetAISessionRun,
  type ListAISessionRuns,
  type StopAISessionRun,
} from '@ai-sessions/contract';
import { findRun, listRuns, stopRun } from '@ai-sessions/db';
import type { CallOf } from '../../context.ts';
import { found } from '../../missing.ts';
import { pageOf } from '../../page.ts';
import { sessionOf } from './session-answer.ts';

/** Lists the runs of a session. */
export async function listAISessionRuns(call: CallOf<typeof ListAISessionRuns>) {
  await sessionOf(call);
  return pageOf(await listRuns(call.db, call.input));
}

/** Reads a run. */
export async function getAISessionRun({ input, principal, db }: CallOf<typeof GetAISessionRun>) {
  return found(await findRun(db, principal.accounts, input), 'run of this session', input.runId);
}

/** Stops a run after the call under way. */
export async function stopAISessionRun({ input, principal, by, db }: CallOf<typeof StopAISessionRun>) {
  const { runId } = input;
  const known = found(await findRun(db, principal.accounts, input), 'run of this session', runId);
  if (known.state !== 'Running') {
    throw new ApiError('Conflict', { message: 'This run has ended: there is nothing to stop.' });
  }
  await stopRun(db, { runId, by });
  return found(await findRun(db, principal.accounts, input), 'run of this session', runId);
}
