import { argumentsHash, type Owners } from '@ai-sessions/apply';
import {
  ApiError,
  MAXIMUM_ACTION_BYTES,
  MAXIMUM_ACTIONS,
  type NewAISessionAction,
} from '@ai-sessions/contract';
import { hasRoomFor, type Proposal, queueActions } from '@ai-sessions/db';
import { isAgent } from '../../access.ts';
import type { CallOf } from '../../context.ts';
import { openLimitOf, tooManyOpen } from '../../limits/open-proposals.ts';
import { invalid } from '../../missing.ts';
import { isChecked, type PlacedProposal, requireApplicable } from './proposal-check.ts';
import { notIn } from './same-proposal.ts';
import {
  answerWith,
  changedMeanwhile,
  changedSession,
  sessionOf,
  versionsAsRead,
  versionsOf,
  whyNot,
} from './session-answer.ts';

/**
 * Queues one action or several. What an agent proposes again is not queued again: it is answered with the action as it
 * stands, be it refused.
 */
export async function newAISessionAction(call: CallOf<typeof NewAISessionAction>, owners: Owners) {
  const { input, principal } = call;
  const given = proposalsOf(input);
  const once = isAgent(principal) || input.once === true;
  if (!once && !isChecked(call)) return queued(call, given, { once, versions: await versionsAsRead(call) });
  const record = await sessionOf(call);
  const versions = versionsOf(record, call);
  const proposals = once ? notIn(record, given) : given;
  if (isChecked(call)) await requireApplicable(call, record, proposals, owners);
  return proposals.length === 0 ? answerWith(record, call) : queued(call, proposals, { once, versions });
}

async function queued(
  call: CallOf<typeof NewAISessionAction>,
  proposals: readonly Proposal[],
  how: Pick<Parameters<typeof queueActions>[2], 'once' | 'versions'>,
) {
  const { input, principal, by, db, context } = call;
  const done = await queueActions(db, principal.accounts, {
    ...how,
    sessionId: input.sessionId,
    proposals,
    trace: context.trace(),
    by,
    limit: openLimitOf(principal, context.services),
  });
  if (done.ok) return changedSession(call);
  if (done.reason === 'tooManyOpen') throw tooManyOpen(done.open, done.maximum);
  const { actions } = await whyNot(call);
  throw hasRoomFor(actions, proposals)
    ? await changedMeanwhile(call)
    : new ApiError('Conflict', { message: FULL });
}

const FULL = `A session holds at most ${MAXIMUM_ACTIONS.toLocaleString('en')} actions, and ${MAXIMUM_ACTION_BYTES / 1_048_576} MiB of arguments and descriptions. Begin another one.`;

type Given = Pick<Proposal, 'arguments' | 'description'> & {
  readonly functionName?: string;
  readonly actions?: readonly (Given & { readonly functionName: string })[];
};

/** What is proposed, in its order, each with its place in the request. */
function proposalsOf({
  functionName,
  arguments: values,
  description,
  actions = [],
}: Given): readonly PlacedProposal[] {
  const first =
    functionName === undefined ? [] : [{ place: '', functionName, arguments: values, description }];
  const rest = actions.map((one, index) => ({
    place: `Actions[${index}].`,
    functionName: one.functionName,
    arguments: one.arguments,
    description: one.description,
  }));
  const proposals = [...first, ...rest].map((one) => ({
    ...one,
    argumentsHash: argumentsHash(one.arguments),
  }));
  if (proposals.length > 0) return proposals;
  throw invalid('FunctionName', 'NotEmpty', "'Function Name' must not be empty.");
}
