import { argumentsHash } from '@ai-sessions/apply';
import type { SessionRecord, StoredAction } from '@ai-sessions/db';

/** What a proposal is known by: its function, and its arguments in canonical form. */
interface Known {
  readonly functionName: string;
  readonly argumentsHash: string;
}

/** The proposals that no action of a session stands for, each once, in their order. */
export function notIn<Proposal extends Known>(
  { actions }: SessionRecord,
  proposals: readonly Proposal[],
): readonly Proposal[] {
  const known = new Set(actions.flatMap(namesOf));
  return proposals.filter((proposal) => {
    const name = nameOf(proposal);
    const isNew = !known.has(name);
    known.add(name);
    return isNew;
  });
}

/** The action of a session that stands for a proposal, other than the one with the id. */
export function otherFor(
  { actions }: SessionRecord,
  proposal: Known,
  actionId: string,
): StoredAction | undefined {
  const name = nameOf(proposal);
  return actions.find((action) => action.id !== actionId && namesOf(action).includes(name));
}

/** An action stands for what it does, and for what was proposed before somebody corrected it. */
function namesOf(action: StoredAction): readonly string[] {
  const { functionName, proposedHash } = action;
  const hashes = [
    action.argumentsHash ?? argumentsHash(action.arguments),
    ...(proposedHash ? [proposedHash] : []),
  ];
  return hashes.map((hash) => nameOf({ functionName, argumentsHash: hash }));
}

function nameOf({ functionName, argumentsHash: hash }: Known): string {
  return `${hash} ${functionName.normalize()}`;
}
