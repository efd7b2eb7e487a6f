import { allMembers, type Member, type ObjectType } from '@ai-sessions/contract';

const ordered = new WeakMap<ObjectType, readonly Member[]>();
const byName = new WeakMap<ObjectType, ReadonlyMap<string, Member>>();

/** All members of a type in the order in which they are written. */
export function membersOf(type: ObjectType): readonly Member[] {
  let members = ordered.get(type);
  if (!members) {
    members = allMembers(type);
    ordered.set(type, members);
  }
  return members;
}

/** The member with this name, in any case. */
export function memberNamed(type: ObjectType, name: string): Member | undefined {
  let members = byName.get(type);
  if (!members) {
    members = new Map(membersOf(type).map((member) => [member.wireName.toLowerCase(), member]));
    byName.set(type, members);
  }
  return members.get(name.toLowerCase());
}
