import type { Member, ObjectType } from '@ai-sessions/contract';
import { byType } from './by-type.ts';
import { membersOf } from './members.ts';
import { isScalar } from './scalar.ts';
import type { WireType } from './wire-type.ts';

/** The one member that stands for a whole data contract in formats of rows. */
export interface ContractRows {
  readonly member: Member;
  /** Type of the items when the member is a list. */
  readonly list?: WireType;
}

/**
 * CSV and JSONL write a .NET data contract as its first list, or as its first object when it has no list; the
 * status of an error does not count. Undefined for plain types, which are written whole.
 */
export const contractRows = byType((type: ObjectType): ContractRows | undefined => {
  if (!type.dataContract) return undefined;
  const candidates = membersOf(type).filter(
    (member) => member.name !== 'ResponseStatus' && !isScalar(member.type),
  );
  for (const member of candidates) {
    if (member.type.kind === 'list') return { member, list: member.type.item };
  }
  const [member] = candidates;
  return member && { member };
});
