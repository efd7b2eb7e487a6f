import { allMembers, type Member, type ObjectType } from './type-model.ts';

/** A believable value of a type, put together from the examples of its members. */
export function exampleOf(type: ObjectType): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    allMembers(type).map((member) => [member.wireName, memberExample(member, type)] as const),
  );
}

/** The example of a member. A generic list shows one item, which its definition cannot know. */
export function memberExample({ type, example }: Member, owner: ObjectType): unknown {
  const item = type.kind === 'list' && type.item.kind === 'object' ? type.item.type : undefined;
  return item && owner.typeArguments.includes(item) ? [exampleOf(item)] : example;
}
