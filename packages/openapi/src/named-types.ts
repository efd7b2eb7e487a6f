import {
  allMembers,
  type Dto,
  type EnumType,
  ErrorResponse,
  type ObjectType,
  type Operation,
  type TypeRef,
} from '@ai-sessions/contract';
import { z } from 'zod';

/** A type that has a name of its own, with its Zod schema. */
export interface NamedType {
  readonly name: string;
  readonly schema: z.core.$ZodType;
  readonly ref: Extract<TypeRef, { readonly kind: 'object' | 'enum' }>;
}

/** The name of a type in addresses and generated code: `ListResponseOfAISessionInfo`. */
export function typeName(type: ObjectType | EnumType): string {
  const inner = 'typeArguments' in type ? type.typeArguments.map(typeName).join('And') : '';
  return inner ? `${type.name}Of${inner}` : type.name;
}

/**
 * Every type of the operations that has a name: requests, answers, the error answer, and what they hold.
 *
 * @throws Error when two namespaces have a type of the same name.
 */
export function namedTypes(operations: readonly Operation[]): ReadonlyMap<string, NamedType> {
  const found = new Map<string, NamedType>();

  function visit(wrapped: z.core.$ZodType, ref: TypeRef): void {
    const schema = unwrapped(wrapped);
    if (ref.kind === 'list' && schema instanceof z.ZodArray) visit(schema.element, ref.item);
    if (ref.kind === 'map' && schema instanceof z.ZodRecord) visit(schema.valueType, ref.value);
    if ((ref.kind !== 'object' && ref.kind !== 'enum') || !isNew(ref.type)) return;
    const name = typeName(ref.type);
    found.set(name, { name, schema, ref });
    if (ref.kind !== 'object' || !(schema instanceof z.ZodObject)) return;
    for (const { wireName, type } of allMembers(ref.type)) {
      const inner = schema.shape[wireName];
      if (inner) visit(inner, type);
    }
  }

  function isNew(type: ObjectType | EnumType): boolean {
    const known = found.get(typeName(type))?.ref.type;
    if (known && known.namespace !== type.namespace) {
      throw new Error(`There is a ${typeName(type)} in ${known.namespace} and in ${type.namespace}.`);
    }
    return !known;
  }

  for (const { schema, type } of dtosOf(operations)) visit(schema, { kind: 'object', type });
  return found;
}

function dtosOf(operations: readonly Operation[]): readonly Dto[] {
  return [
    ...operations.flatMap(({ request, response }) => (response ? [request, response] : [request])),
    ErrorResponse,
  ];
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return unwrapped(schema.unwrap());
  }
  return schema instanceof z.ZodPipe ? unwrapped(schema.in) : schema;
}
