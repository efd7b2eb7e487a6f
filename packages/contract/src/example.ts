import { allMembers, type Member, type ObjectType } from './type-model.ts';

/** A believable value of a type, put together from the examples of its members. */
export function exampleOf(type: ObjectType): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    allMembers(type).map((member) => [member.wireName, memberExample(member)] as const),
  );
}

/** The example of a member. A list of objects shows one item unless its definition gives some. */
export function memberExample({ type, example }: Member): unknown {
  const item = type.kind === 'list' && type.item.kind === 'object' ? type.item.type : undefined;
  return item && Array.isArray(example) && example.length === 0 ? [exampleOf(item)] : example;
}
