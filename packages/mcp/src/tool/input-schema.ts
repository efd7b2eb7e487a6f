import { allMembers, type Member, type Operation, type TypeRef } from '@ai-sessions/contract';
import type { InputSchema, JsonSchema } from './tool.ts';

/**
 * The arguments of a tool that are fields of its operation, with the wording of the contract.
 *
 * @param names Which of its fields, in this order; one that it does not have is a mistake in this package.
 * @param further Arguments that are no field.
 */
export function inputSchemaOf(
  { name, request }: Operation,
  names: readonly string[],
  further: Readonly<Record<string, JsonSchema>> = {},
): InputSchema {
  const members = allMembers(request.type);
  const chosen = names.map((wanted) => {
    const member = members.find(({ wireName }) => wireName === wanted);
    if (!member) throw new Error(`${name} has no field ${wanted}.`);
    return member;
  });
  const required = chosen.filter((member) => member.required).map(({ wireName }) => wireName);
  return {
    type: 'object',
    properties: {
      ...Object.fromEntries(chosen.map((member) => [member.wireName, schemaOf(member)])),
      ...further,
    },
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

function schemaOf({ type, description }: Member): JsonSchema {
  return { ...typeSchema(type), description };
}

function typeSchema(type: TypeRef): JsonSchema {
  switch (type.kind) {
    case 'string':
    case 'datetime':
      return { type: 'string' };
    case 'int':
      return { type: 'integer' };
    case 'double':
      return { type: 'number' };
    case 'bool':
      return { type: 'boolean' };
    case 'enum':
      return { type: 'string', enum: [...type.type.values] };
    case 'list':
      return { type: 'array', items: typeSchema(type.item) };
    case 'map':
    case 'object':
      throw new Error('No tool has arguments of this type: some clients do not send them as they are.');
    default:
      return type satisfies never;
  }
}
