import { argumentsHash, type Owners } from '@ai-sessions/apply';
import { ApiError, isOpen, isRevisable, type PatchAISessionAction } from '@ai-sessions/contract';
import { isOwnAction, type SessionRecord, type StoredAction } from '@ai-sessions/db';
import type { Call, CallOf } from '../../context.ts';
import { actionIn, busy, type OnAction } from './action-of-session.ts';
import { isChecked, requireApplicable } from './proposal-check.ts';
import { otherFor } from './same-proposal.ts';
import { changedMeanwhile, whyNot } from './session-answer.ts';

interface Revised {
  readonly record: SessionRecord;
  readonly action: StoredAction;
}

/**
 * Makes sure that an agent may change an action: it has proposed it itself, and nobody has decided on it.
 *
 * @throws ApiError `NotFound`, `PreconditionFailed`, `Forbidden`, `ActionIsDecided` and others that say why not.
 */
export async function requireRevisable(call: Call<OnAction>): Promise<Revised> {
  const record = await whyNot(call);
  const action = actionIn(record, call.input.actionId);
  if (!isOwnAction(action, call.by)) throw new ApiError('Forbidden', { message: NOT_YOURS });
  if (record.session.state === 'Applying' || !isOpen(action.state)) throw busy(record);
  if (!isRevisable(action.state)) throw new ApiError('ActionIsDecided', { message: decided(action) });
  return { record, action };
}

const NOT_YOURS =
  'This action was queued by somebody else. An agent revises and withdraws only what it has queued with the same key.';

function decided({ state, reason }: StoredAction): string {
  const why = reason === undefined ? '' : ` (${reason})`;
  return `This action is ${state}${why}: only a person may change or drop it now.`;
}

/**
 * Makes sure that an agent may correct an action as it wants to: not into what another action of the session stands for,
 * or a refusal would not hold, and to something that could be applied.
 *
 * @throws ApiError those of {@link requireRevisable}, `AlreadyProposed`, `ProposalRefused`, `UnresolvedObject`
 * @throws OwnersNeeded
 */
export async function requireRevision(
  call: CallOf<typeof PatchAISessionAction>,
  owners: Owners,
): Promise<void> {
  const { record, action } = await requireRevisable(call);
  const { arguments: given } = call.input;
  if (given === undefined) return;
  const { functionName, id } = action;
  const other = otherFor(record, { functionName, argumentsHash: argumentsHash(given) }, id);
  if (other) throw alreadyProposed(other);
  if (isChecked(call)) {
    await requireApplicable(call, record, [{ functionName, arguments: given, place: '' }], owners);
  }
}

function alreadyProposed({ id, state, reason }: StoredAction): ApiError {
  const why = reason === undefined ? '' : ` (${reason})`;
  return new ApiError('AlreadyProposed', {
    message: `The action ${id} of this session proposes the same and is ${state}${why}. Withdraw this one, or propose something else.`,
  });
}

/** Why an agent could not change an action although it seemed that it may: something was changed at the same moment. */
export async function whyNotRevised(call: Call<OnAction>): Promise<ApiError> {
  await requireRevisable(call);
  return changedMeanwhile(call);
}
