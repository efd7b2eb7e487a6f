import { allMembers, displayName, memberExample, type Operation } from '@ai-sessions/contract';
import { z } from 'zod';
import { type JsonSchema, jsonSchema } from './json-schema.ts';
import { type NamedType, namedTypes, typeName } from './named-types.ts';

/**
 * The schema of every named type, by name: as a caller writes it, with wording and examples. Inherited members are
 * written out, so that a type is read in one place.
 *
 * @param address Where the schema of a type stands; they refer to each other by it.
 */
export function typeSchemas(
  operations: readonly Operation[],
  address: (name: string) => string,
): ReadonlyMap<string, JsonSchema> {
  const types = namedTypes(operations);
  const strict = new Set(operations.filter((one) => one.strict).map(({ request }) => typeName(request.type)));
  const registry = z.registry<{ id: string }>();
  for (const { name, schema } of types.values()) registry.add(schema, { id: name });
  const { schemas } = z.toJSONSchema(registry, { io: 'input', uri: address, override: tidy });
  return new Map(
    Array.from(types, ([name, type]) => {
      const { $schema, $id, ...schema } = jsonSchema.parse(schemas[name]);
      const worded = withWording(schema, type);
      return [name, strict.has(name) ? { ...worded, additionalProperties: false } : worded] as const;
    }),
  );
}

/** Takes out what says nothing, and says that integers have 32 bits, as the wire formats do. */
function tidy({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  delete jsonSchema.propertyNames;
  if (jsonSchema.type !== 'integer') return;
  jsonSchema.format = 'int32';
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

/** Adds the wording of the contract, which is beside the Zod schemas and not in them. */
function withWording(schema: JsonSchema, { ref }: NamedType): JsonSchema {
  const { description } = ref.type;
  if (ref.kind === 'enum') return { title: ref.type.name, description, ...schema };
  const properties = Object.fromEntries(
    allMembers(ref.type).map((member) => [
      member.wireName,
      {
        ...schema.properties?.[member.wireName],
        description: member.description,
        examples: [memberExample(member)],
      },
    ]),
  );
  return { title: displayName(ref.type), description, ...schema, properties };
}
