import { problemsOf } from '@ai-sessions/apply';
import { ApiError, jsonObjectOf } from '@ai-sessions/contract';
import { findFunctionsByName, type Proposal, type SessionRecord } from '@ai-sessions/db';
import { isAgent } from '../../access.ts';
import type { Call } from '../../context.ts';

/** A proposal, and where it stands in its request. */
export interface PlacedProposal extends Pick<Proposal, 'functionName' | 'arguments' | 'description'> {
  readonly argumentsHash: string;
  /** What the names of its fields begin with: `Actions[2].`, or nothing. */
  readonly place: string;
}

/** Whether what a caller proposes has to be something that could be applied. */
export function isChecked({ context, principal }: Call<unknown>): boolean {
  switch (context.services.proposals) {
    case 'agents':
      return isAgent(principal);
    case 'checked':
      return true;
    case 'any':
      return false;
  }
}

/**
 * Makes sure that proposals could be applied in a session as things are now, by what a review says of them: that their
 * functions are there and switched on, that their arguments fit, and that they stay inside of the account.
 *
 * @throws ApiError `ProposalRefused` with all that is wrong with all of them.
 */
export async function requireApplicable(
  { db, principal }: Call<unknown>,
  { session }: SessionRecord,
  proposals: readonly Pick<PlacedProposal, 'functionName' | 'arguments' | 'place'>[],
): Promise<void> {
  if (proposals.length === 0) return;
  const names = [...new Set(proposals.map(({ functionName }) => functionName))];
  const found = await findFunctionsByName(db, principal.accounts, names);
  const functions = new Map(found.map((fn) => [fn.info.name.normalize(), fn]));
  const fields = proposals.flatMap(({ functionName, arguments: given = '{}', place }) => {
    const fn = functions.get(functionName.normalize());
    const problems = problemsOf(session, { functionName, fn, values: jsonObjectOf(given) ?? {} });
    return problems.map(({ code, message }) => ({
      errorCode: code,
      fieldName: `${place}${OF_FUNCTION.has(code) ? 'FunctionName' : 'Arguments'}`,
      message,
    }));
  });
  if (fields.length > 0) throw new ApiError('ProposalRefused', { fields, message: messageOf(fields) });
}

/** Problems that no other arguments would solve. */
const OF_FUNCTION: ReadonlySet<string> = new Set([
  'UnknownFunction',
  'FunctionDisabled',
  'FunctionNotAllowed',
]);

/** Problems that stand in the message of a refusal; the rest is in its list. */
const TOLD = 3;

function messageOf(fields: readonly { readonly message: string }[]): string {
  const told = fields.slice(0, TOLD).map(({ message }) => message);
  const more = fields.length - told.length;
  return ['Nothing was queued or changed.', ...told, ...(more > 0 ? [`And ${more} more.`] : [])].join(' ');
}
