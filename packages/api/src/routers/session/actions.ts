import {
  ApiError,
  type ClearAISessionActions,
  type DeleteAISessionAction,
  type JudgeAISessionAction,
  MAXIMUM_ACTION_BYTES,
  MAXIMUM_ACTIONS,
  type NewAISessionAction,
  type PatchAISessionAction,
  type SettleAISessionAction,
} from '@ai-sessions/contract';
import {
  correctAction,
  dropAction,
  dropActions,
  hasRoomFor,
  judgeAction,
  type Proposal,
  queueActions,
  type SessionRecord,
  settleAction,
} from '@ai-sessions/db';
import type { Call, CallOf } from '../../context.ts';
import { found, invalid } from '../../missing.ts';
import { answerWith, changedMeanwhile, changedSession, versionsAsRead, whyNot } from './session-answer.ts';

type OnSession = { readonly sessionId: string };
type OnAction = OnSession & { readonly actionId: string };

/** Queues one action or several. */
export async function newAISessionAction(call: CallOf<typeof NewAISessionAction>) {
  const { input, principal, by, db } = call;
  const { sessionId } = input;
  const proposals = proposalsOf(input);
  const queued = await queueActions(db, principal.accounts, {
    sessionId,
    proposals,
    by,
    versions: await versionsAsRead(call),
  });
  if (!queued.ok) {
    const { actions } = await whyNot(call);
    throw hasRoomFor(actions, proposals)
      ? await changedMeanwhile(call)
      : new ApiError('Conflict', { message: FULL });
  }
  return changedSession(call);
}

const FULL = `A session holds at most ${MAXIMUM_ACTIONS.toLocaleString('en')} actions, and ${MAXIMUM_ACTION_BYTES / 1_048_576} MiB of arguments and descriptions. Begin another one.`;

function proposalsOf({
  functionName,
  actions,
  ...rest
}: Partial<Proposal> & { readonly actions?: readonly Proposal[] }): readonly Proposal[] {
  const first = functionName === undefined ? [] : [{ ...rest, functionName }];
  const proposals = [...first, ...(actions ?? [])];
  if (proposals.length > 0) return proposals;
  throw invalid('FunctionName', 'NotEmpty', "'Function Name' must not be empty.");
}

/** Corrects an action; it waits to be judged again. */
export async function patchAISessionAction(call: CallOf<typeof PatchAISessionAction>) {
  const { input, principal, db } = call;
  if (input.arguments === undefined && input.description === undefined) {
    const record = await whyNot(call);
    actionIn(record, input.actionId);
    return answerWith(record, call);
  }
  const corrected = await correctAction(db, principal.accounts, { ...input, ...(await guardOf(call)) });
  if (!corrected.ok) throw await whyNotAction(call);
  return changedSession(call);
}

/** Accepts, refuses or returns an action, or takes that back. */
export async function judgeAISessionAction(call: CallOf<typeof JudgeAISessionAction>) {
  const { input, principal, db } = call;
  const { judgement, reason } = input;
  if ((judgement === 'Refused' || judgement === 'Returned') && !reason) {
    throw invalid('Reason', 'NotEmpty', "'Reason' must not be empty: say why, for whoever reads it later.");
  }
  const judged = await judgeAction(db, principal.accounts, { ...input, ...(await guardOf(call)) });
  if (!judged.ok) throw await whyNotAction(call);
  return changedSession(call);
}

/** Says what became of an action in doubt. */
export async function settleAISessionAction(call: CallOf<typeof SettleAISessionAction>) {
  const { input, principal, db } = call;
  const state = input.settlement === 'Applied' ? 'Applied' : 'Failed';
  const settled = await settleAction(db, principal.accounts, { ...input, ...(await guardOf(call)), state });
  if (settled.ok) return changedSession(call);
  const action = actionIn(await whyNot(call), input.actionId);
  if (action.state === 'InDoubt') throw new ApiError('SessionIsApplying', { retryAfter: 1 });
  throw new ApiError('Conflict', { message: 'This action is not in doubt: there is nothing to settle.' });
}

/** Drops an action. */
export async function deleteAISessionAction(call: CallOf<typeof DeleteAISessionAction>) {
  const { input, principal, db } = call;
  const dropped = await dropAction(db, principal.accounts, { ...input, ...(await guardOf(call)) });
  if (!dropped.ok) throw await whyNotAction(call);
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

function actionIn(record: SessionRecord, actionId: string) {
  return found(
    record.actions.find(({ id }) => id === actionId),
    'action of this session',
    actionId,
  );
}

/** Why an action could not be changed. */
async function whyNotAction(call: Call<OnAction>): Promise<ApiError> {
  const record = await whyNot(call);
  actionIn(record, call.input.actionId);
  return busy(record);
}

function busy({ session }: SessionRecord): ApiError {
  return session.state === 'Applying'
    ? new ApiError('SessionIsApplying', { retryAfter: 1 })
    : new ApiError('ActionIsClosed');
}
