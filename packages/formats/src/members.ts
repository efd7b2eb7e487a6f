import { allMembers, type Member, type ObjectType } from '@ai-sessions/contract';
import { byType } from './by-type.ts';

/** All members of a type in the order in which they are written. */
export const membersOf = byType(allMembers);

const byName = byType((type) => {
  const members = new Map<string, Member>();
  for (const member of membersOf(type)) {
    members.set(member.name.toLowerCase(), member);
    members.set(member.wireName.toLowerCase(), member);
    members.set(member.wireName, member);
  }
  return members;
});

/** The member with this name, in any case. */
export function memberNamed(type: ObjectType, name: string): Member | undefined {
  const members = byName(type);
  return members.get(name) ?? members.get(name.toLowerCase());
}
