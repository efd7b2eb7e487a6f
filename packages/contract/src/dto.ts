import { z } from 'zod';
import { inBlanks } from './blanks.ts';
import { declaredNameOf, type Field, type Fields } from './field.ts';
import { holdsText, instant } from './text.ts';
import type { EnumType, Member, ObjectType, TypeRef } from './type-model.ts';

type Shape<F extends Fields> = { [Name in keyof F]: F[Name]['schema'] };

/** The fields of a DTO with those it inherits. */
export type AllFields<Own extends Fields, Base extends Dto | undefined> =
  Base extends Dto<infer Inherited> ? Own & Inherited : Own;

/** A data transfer object: one definition that gives the Zod schema, the TypeScript type and the type model. */
export interface Dto<F extends Fields = Fields> {
  readonly name: string;
  /** Own and inherited fields, own first. */
  readonly fields: F;
  readonly schema: z.ZodObject<Shape<F>>;
  readonly type: ObjectType;
}

/** The TypeScript type of a DTO's value after parsing. */
export type Value<D extends Dto> = z.output<D['schema']>;

/** The TypeScript type that a caller may send for a DTO. */
export type Input<D extends Dto> = z.input<D['schema']>;

interface DtoDefinition<Own extends Fields, Base extends Dto | undefined> {
  readonly namespace: string;
  readonly description: string;
  readonly extends?: Base;
  readonly fields: Own;
  readonly typeArguments?: readonly Dto[];
  readonly xmlNamespace?: string;
  readonly dataContract?: boolean;
}

const objectTypes = new WeakMap<z.ZodType, ObjectType>();
const enumTypes = new WeakMap<z.ZodType, EnumType>();

/**
 * Defines a DTO. Names, namespaces and members of documented types follow the API that existing clients
 * were generated from; descriptions are ours.
 */
export function dto<const Own extends Fields, Base extends Dto | undefined = undefined>(
  name: string,
  definition: DtoDefinition<Own, Base>,
): Dto<AllFields<Own, Base>> {
  const base = definition.extends;
  const fields = { ...definition.fields, ...base?.fields } as AllFields<Own, Base>;
  const shape = Object.fromEntries(Object.entries<Field>(fields).map(([key, { schema }]) => [key, schema]));
  const schema = z.object(shape) as z.ZodObject<Shape<AllFields<Own, Base>>>;
  const type: ObjectType = {
    name,
    namespace: definition.namespace,
    description: definition.description,
    xmlNamespace: definition.xmlNamespace,
    dataContract: definition.dataContract ?? false,
    base: base?.type,
    typeArguments: definition.typeArguments?.map((argument) => argument.type) ?? [],
    members: Object.entries<Field>(definition.fields).map(([wireName, field]) => member(wireName, field)),
  };
  objectTypes.set(schema, type);
  return { name, fields, schema, type };
}

/** Defines an enumeration; its members travel by name. */
export function enumeration<const Values extends readonly [string, ...string[]]>(
  name: string,
  definition: { readonly namespace: string; readonly description: string; readonly values: Values },
): z.ZodEnum<{ [Name in Values[number]]: Name }> {
  const schema = z.enum(definition.values);
  enumTypes.set(schema, { name, ...definition });
  return schema;
}

function member(wireName: string, field: Field): Member {
  const type = typeRefOf(field.schema);
  return {
    name: declaredNameOf(wireName, field.declaredName),
    wireName,
    type,
    description: cutsBlanks(field)
      ? `${field.description} ${CUT[type.kind] ?? ''}`.trim()
      : field.description,
    required: !field.schema.safeParse(undefined).success,
    example: field.example,
    default: field.default,
  };
}

/** What readers are told of fields that do not keep blanks, by kind. */
const CUT: Readonly<Partial<Record<TypeRef['kind'], string>>> = {
  string: 'Blanks around it are cut.',
  list: 'Blanks around each are cut.',
  map: 'Blanks around each value are cut.',
};

/** Whether a field takes its example with blanks around it, and gives it back without: found out by trying. */
function cutsBlanks({ schema, example }: Field): boolean {
  if (!holdsText(schema)) return false;
  const padded = inBlanks(example);
  const plain = JSON.stringify(example);
  if (JSON.stringify(padded) === plain) return false;
  const read = schema.safeParse(padded);
  return read.success && JSON.stringify(read.data) === JSON.stringify(schema.safeParse(example).data);
}

/** The type model of a Zod schema. Throws at definition time for a schema that has no place in the API. */
function typeRefOf(schema: z.core.$ZodType): TypeRef {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return typeRefOf(schema.unwrap());
  }
  if (schema instanceof z.ZodPipe) {
    return typeRefOf(schema.in instanceof z.ZodTransform ? schema.out : schema.in);
  }
  if (schema instanceof z.ZodEnum) {
    const type = enumTypes.get(schema);
    if (!type) throw new Error('An enumeration must be defined with enumeration().');
    return { kind: 'enum', type };
  }
  if (schema === instant) return { kind: 'string', instant: true };
  if (schema instanceof z.ZodISODateTime) return { kind: 'datetime' };
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return { kind: 'string' };
  if (schema instanceof z.ZodBoolean) return { kind: 'bool' };
  if (schema instanceof z.ZodNumber) return { kind: schema.format === 'safeint' ? 'int' : 'double' };
  if (schema instanceof z.ZodArray) return { kind: 'list', item: typeRefOf(schema.element) };
  if (schema instanceof z.ZodRecord) return { kind: 'map', value: typeRefOf(schema.valueType) };
  if (schema instanceof z.ZodObject) {
    const type = objectTypes.get(schema);
    if (!type) throw new Error('An object must be defined with dto().');
    return { kind: 'object', type };
  }
  throw new Error(`A ${schema._zod.def.type} has no place in the API.`);
}
