import {
  allMembers,
  IDEMPOTENCY_KEY_MAXIMUM,
  type Member,
  memberExample,
  type Operation,
  placeOf,
} from '@ai-sessions/contract';
import type { ParameterObject, ReferenceObject, SchemaObject } from 'openapi3-ts/oas31';
import type { JsonSchema } from './json-schema.ts';

/**
 * Optional parameters have a default and no example. Importers (Postman, Bruno, …) switch on whatever they find a
 * value for: an example would be sent with every request, and without either Postman makes something up. The default
 * is what leaving the parameter out means, or empty, which the service takes as left out.
 */

/** Where the document keeps the parameter for `Idempotency-Key`. */
export const IDEMPOTENCY_KEY = 'IdempotencyKey';

/** The header that makes a change repeatable. */
export const idempotencyKeyParameter: ParameterObject = {
  name: 'Idempotency-Key',
  in: 'header',
  description: worded(
    'A text of your choice, another one for each change. Sent again with the same request, it gives the first answer instead of doing it twice.',
    '0b0f6c1e-6c0a-4f0e-9a55-0f4d6a1c2b7e',
  ),
  required: false,
  schema: { type: 'string', maxLength: IDEMPOTENCY_KEY_MAXIMUM, pattern: '^[!-~]*$', default: '' },
};

/** Where the document keeps the parameter for `If-Match`. */
export const IF_MATCH = 'IfMatch';

/** The header that makes a change depend on what was read. */
export const ifMatchParameter: ParameterObject = {
  name: 'If-Match',
  in: 'header',
  description: worded(
    'The ETag of an earlier answer, quotes included: the change is made only if nothing has changed since, and else refused with 412.',
    '"3-q4mZ0T1mGxPq6w1bJx0pXw"',
  ),
  required: false,
  schema: { type: 'string', default: '' },
};

/** What an operation takes in its path, its query and its headers. */
export function parametersOf(
  operation: Operation,
  requestSchema: JsonSchema,
): readonly (ParameterObject | ReferenceObject)[] {
  const { idempotencyKey, preconditions } = operation;
  const members = new Map(allMembers(operation.request.type).map((member) => [member.wireName, member]));
  return [
    ...Object.entries(requestSchema.properties ?? {}).flatMap(([name, schema]) => {
      const member = members.get(name);
      return member ? (parameterOf(operation, member, schema) ?? []) : [];
    }),
    ...(idempotencyKey ? [{ $ref: `#/components/parameters/${IDEMPOTENCY_KEY}` }] : []),
    ...(preconditions ? [{ $ref: `#/components/parameters/${IF_MATCH}` }] : []),
  ];
}

function parameterOf(
  operation: Operation,
  member: Member,
  { description, examples, ...schema }: JsonSchema,
): ParameterObject | undefined {
  const name = member.wireName;
  const place = placeOf(operation, name);
  if (place === 'body') return undefined;
  // A path without it is another path.
  if (place === 'path' || member.required) {
    return { name, in: place, description, required: true, schema: { ...schema, examples } };
  }
  return {
    name,
    in: place,
    description: worded(member.description, exampleInWords(member)),
    required: false,
    schema: withDefault(schema, member),
  };
}

/**
 * The schema with what can be sent for nothing as its default. An enumeration is written out for that: beside a
 * reference or between alternatives, Postman's importer would still send one of the values, another one each time.
 */
function withDefault(schema: JsonSchema, { type, default: stated }: Member): SchemaObject {
  if (stated !== undefined) return { ...schema, default: stated };
  switch (type.kind) {
    case 'string':
      return { ...schema, default: '' };
    case 'list':
      return { ...schema, default: [] };
    case 'bool':
      return { ...schema, type: ['boolean', 'null'], default: null };
    case 'enum':
      return { type: ['string', 'null'], enum: [...type.type.values, null], default: null };
    default:
      return schema;
  }
}

/** An example where the type alone does not show what a value looks like. */
function exampleInWords(member: Member): string | undefined {
  const { kind } = member.type.kind === 'list' ? member.type.item : member.type;
  return kind === 'string' ? String(memberExample(member)) : undefined;
}

function worded(description: string, example: string | undefined): string {
  return example === undefined ? description : `${description} For instance \`${example}\`.`;
}
