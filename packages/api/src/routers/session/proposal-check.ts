import { namedObjects, type Owners, objectProblems, type Problem, problemsOf } from '@ai-sessions/apply';
import { ApiError, type FieldError, jsonObjectOf } from '@ai-sessions/contract';
import { findFunctionsByName, type Proposal, type SessionRecord, type StoredFunction } from '@ai-sessions/db';
import { isAgent, knowledgeOf } from '../../access.ts';
import type { Call } from '../../context.ts';
import { OwnersNeeded } from '../../object-owners.ts';

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
 * functions are there and switched on, that their arguments fit, and that they and the objects that they name stay
 * inside of the account.
 *
 * @param owners Whose the objects are, as far as others were asked.
 * @throws ApiError `ProposalRefused` with all that is wrong with all of them, or `UnresolvedObject` when nothing is but
 * that nobody can say whose objects they name.
 * @throws OwnersNeeded when others have to be asked.
 */
export async function requireApplicable(
  { db, principal }: Call<unknown>,
  { session }: SessionRecord,
  proposals: readonly Pick<PlacedProposal, 'functionName' | 'arguments' | 'place'>[],
  owners: Owners,
): Promise<void> {
  if (proposals.length === 0) return;
  const names = [...new Set(proposals.map(({ functionName }) => functionName))];
  const found = await findFunctionsByName(db, principal.accounts, names);
  const functions = new Map(found.map((fn) => [fn.info.name.normalize(), fn]));
  const checked = proposals.map(({ functionName, arguments: given = '{}', place }): Checked => {
    const fn = functions.get(functionName.normalize());
    const values = jsonObjectOf(given) ?? {};
    const problems = problemsOf(session, { functionName, fn, values });
    // What does not fit names nothing that others could be asked about.
    return { place, problems, call: fn && problems.length === 0 ? { fn, values } : undefined };
  });
  const needed = checked.flatMap(({ call }) => (call ? namedObjects(call).objects : []));
  const unasked = needed.filter(({ key }) => !owners.has(key));
  if (unasked.length > 0) throw new OwnersNeeded(unasked);
  const mayKnow = knowledgeOf(principal);
  const fields = checked.flatMap(({ place, problems, call }) =>
    [...problems, ...(call ? objectProblems({ session, call, mayKnow }, owners) : [])].map((problem) =>
      fieldOf(problem, place),
    ),
  );
  if (fields.length === 0) return;
  const message = messageOf(fields);
  if (fields.every(({ errorCode }) => errorCode === 'UnresolvedObject')) {
    throw new ApiError('UnresolvedObject', { fields, message, retryAfter: 2 });
  }
  throw new ApiError('ProposalRefused', { fields, message });
}

/** A proposal with what is wrong with it by itself. */
interface Checked {
  readonly place: string;
  readonly problems: readonly Problem[];
  /** Absent when something is. */
  readonly call:
    | { readonly fn: StoredFunction; readonly values: Readonly<Record<string, unknown>> }
    | undefined;
}

function fieldOf({ code, message }: Problem, place: string): FieldError {
  return {
    errorCode: code,
    fieldName: `${place}${OF_FUNCTION.has(code) ? 'FunctionName' : 'Arguments'}`,
    message,
  };
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
