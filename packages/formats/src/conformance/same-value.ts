import { parseInstant } from '../instant.ts';
import { membersOf } from '../members.ts';
import { isFields, type WireType } from '../wire-type.ts';

/**
 * Whether a decoded value is the expected one. In members null, false and 0 are the same, as .NET cannot leave
 * out numbers and booleans; instants may be spelled differently.
 */
export function sameValue(actual: unknown, expected: unknown, type: WireType): boolean {
  if (isNothing(expected)) return isNothing(actual) || isEmptyObject(actual, type);
  switch (type.kind) {
    case 'object':
      return sameObject(actual, expected, type);
    case 'list':
      return (
        Array.isArray(actual) &&
        Array.isArray(expected) &&
        actual.length === expected.length &&
        actual.every((item, index) => sameValue(item, expected[index], type.item))
      );
    case 'map':
      return sameMap(actual, expected, type.value);
    case 'datetime':
      return parseInstant(String(actual)) === parseInstant(String(expected));
    default:
      return JSON.stringify(actual) === JSON.stringify(expected);
  }
}

function sameObject(
  actual: unknown,
  expected: unknown,
  type: Extract<WireType, { kind: 'object' }>,
): boolean {
  if (!isFields(actual) || !isFields(expected)) return false;
  const members = membersOf(type.type);
  const known = new Set(members.map((member) => member.wireName));
  return (
    Object.keys(actual).every((name) => known.has(name)) &&
    members.every(({ wireName, type: inner }) =>
      isDefault(expected[wireName])
        ? isDefault(actual[wireName])
        : sameValue(actual[wireName], expected[wireName], inner),
    )
  );
}

function sameMap(actual: unknown, expected: unknown, type: WireType): boolean {
  if (!isFields(actual) || !isFields(expected)) return false;
  const names = new Set([...Object.keys(actual), ...Object.keys(expected)]);
  return [...names].every((name) => sameValue(actual[name], expected[name], type));
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}

function isDefault(value: unknown): boolean {
  return isNothing(value) || value === false || value === 0;
}

/** No text is an empty object, because an empty body is an empty request. */
function isEmptyObject(value: unknown, type: WireType): boolean {
  return type.kind === 'object' && isFields(value) && Object.keys(value).length === 0;
}
