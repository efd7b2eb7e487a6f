import type { Operation } from './operation.ts';
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

/** What an operation is sent in samples: the examples of its fields. */
export function sampleRequest({ request }: Operation): Readonly<Record<string, unknown>> {
  return withoutBlanks(exampleOf(request.type), request.type);
}

/** What an operation answers in samples; undefined when it returns nothing. */
export function sampleAnswer({
  response,
  exampleAnswer,
}: Operation): Readonly<Record<string, unknown>> | undefined {
  return response && withoutBlanks({ ...exampleOf(response.type), ...exampleAnswer }, response.type);
}

/** Members that nobody fills in would only be in the way. */
function withoutBlanks(
  value: Readonly<Record<string, unknown>>,
  type: ObjectType,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    allMembers(type).flatMap(({ wireName }) =>
      isBlank(value[wireName]) ? [] : [[wireName, value[wireName]]],
    ),
  );
}

function isBlank(value: unknown): boolean {
  if (value === undefined || value === '') return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
