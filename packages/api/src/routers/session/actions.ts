import { argumentsHash, type Owners } from '@ai-sessions/apply';
import {
  ApiError,
  type ClearAISessionActions,
  type DeleteAISessionAction,
  type JudgeAISessionAction,
  type PatchAISessionAction,
  type SettleAISessionAction,
} from '@ai-sessions/contract';
import { correctAction, dropAction, dropActions, judgeAction, settleAction } from '@ai-sessions/db';
import { isAgent } from '../../access.ts';
import type { Call, CallOf } from '../../context.ts';
import { invalid } from '../../missing.ts';
import { actionIn, busy, type OnAction, type OnSession } from './action-of-session.ts';
import { requireJudge } from './judge-check.ts';
import { requireRevisable, requireRevision, whyNotRevised } from './revision.ts';
import { answerWith, changedSession, versionsAsRead, whyNot } from './session-answer.ts';

/** Corrects an action; it waits to be judged again. An agent corrects what it has proposed itself. */
export async function patchAISessionAction(call: CallOf<typeof PatchAISessionAction>, owners: Owners) {
  const { input, principal, db, context } = call;
  if (input.arguments === undefined && input.description === undefined) {
    const record = await whyNot(call);
    actionIn(record, input.actionId);
    return answerWith(record, call);
  }
  const asAgent = isAgent(principal);
  if (asAgent) await requireRevision(call, owners);
  const corrected = await correctAction(db, principal.accounts, {
    ...input,
    ...(await guardOf(call)),
    argumentsHash: input.arguments === undefined ? undefined : argumentsHash(input.arguments),
    asAgent,
    trace: asAgent ? context.trace() : undefined,
  });
  if (!corrected.ok) throw asAgent ? await whyNotRevised(call) : await whyNotAction(call);
  return changedSession(call);
}

/** Accepts, refuses or returns an action, or takes that back. */
export async function judgeAISessionAction(call: CallOf<typeof JudgeAISessionAction>) {
  const { input, principal, db } = call;
  const { judgement, reason } = input;
  if ((judgement === 'Refused' || judgement === 'Returned') && !reason) {
    throw invalid('Reason', 'NotEmpty', "'Reason' must not be empty: say why, for whoever reads it later.");
  }
  const guard = await guardOf(call);
  const functionDigest = await requireJudge(call);
  const { asPerson } = principal;
  const judged = await judgeAction(db, principal.accounts, {
    ...input,
    ...guard,
    asPerson,
    functionDigest,
  });
  if (!judged.ok) throw await whyNotAction(call);
  return changedSession(call);
}

/** Says what became of an action in doubt. */
export async function settleAISessionAction(call: CallOf<typeof SettleAISessionAction>) {
  const { input, principal, db } = call;
  const state = input.settlement === 'Applied' ? 'Applied' : 'Failed';
  const settled = await settleAction(db, principal.accounts, {
    ...input,
    ...(await guardOf(call)),
    state,
    asPerson: principal.asPerson,
  });
  if (settled.ok) return changedSession(call);
  const action = actionIn(await whyNot(call), input.actionId);
  if (action.state === 'InDoubt') throw new ApiError('SessionIsApplying', { retryAfter: 1 });
  throw new ApiError('Conflict', { message: 'This action is not in doubt: there is nothing to settle.' });
}

/** Drops an action. An agent drops what it has proposed itself. */
export async function deleteAISessionAction(call: CallOf<typeof DeleteAISessionAction>) {
  const { input, principal, db } = call;
  const asAgent = isAgent(principal);
  if (asAgent) await requireRevisable(call);
  const dropped = await dropAction(db, principal.accounts, { ...input, ...(await guardOf(call)), asAgent });
  if (!dropped.ok) throw asAgent ? await whyNotRevised(call) : await whyNotAction(call);
  return changedSession(call);
}

/** Drops all actions. */
export async function clearAISessionActions(call: CallOf<typeof ClearAISessionActions>) {
  const { input, principal, db } = call;
  const dropped = await dropActions(db, principal.accounts, { ...input, ...(await guardOf(call)) });
  if (!dropped.ok) throw busy(await whyNot(call));
  return changedSession(call);
}

async function guardOf(call: Call<OnSession>) {
  return { by: call.by, versions: await versionsAsRead(call) };
}

/** Why an action could not be changed. */
async function whyNotAction(call: Call<OnAction>): Promise<ApiError> {
  const record = await whyNot(call);
  actionIn(record, call.input.actionId);
  return busy(record);
}
