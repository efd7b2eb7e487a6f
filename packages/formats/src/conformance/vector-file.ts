import type { Member, ObjectType, TypeRef } from '@ai-sessions/contract';
import { z } from 'zod';
import type { WireType } from '../wire-type.ts';

const vectorType = z.object({
  namespace: z.string().optional(),
  xmlNamespace: z.string().optional(),
  dataContract: z.boolean().optional(),
  base: z.string().optional(),
  fields: z.record(z.string(), z.string()),
});

const vector = z.object({
  id: z.string(),
  what: z.string().optional(),
  direction: z.enum(['read', 'write', 'both']),
  type: z.string(),
  value: z.unknown().optional(),
  text: z.string().default(''),
  preferred: z.unknown().optional(),
  error: z.object({ status: z.number() }).optional(),
});

/** A file of test vectors: types by name, and values with their texts. */
export const vectorFile = z.object({
  format: z.string(),
  types: z.record(z.string(), vectorType),
  vectors: z.array(vector),
});

/** One test vector. */
export type Vector = z.output<typeof vector>;
type VectorTypes = z.output<typeof vectorFile>['types'];

const SCALARS: Readonly<Record<string, WireType>> = {
  string: { kind: 'string' },
  int: { kind: 'int' },
  long: { kind: 'long' },
  double: { kind: 'double' },
  float: { kind: 'double' },
  decimal: { kind: 'decimal' },
  bool: { kind: 'bool' },
  datetime: { kind: 'datetime' },
  guid: { kind: 'guid' },
  bytes: { kind: 'bytes' },
  any: { kind: 'any' },
  object: { kind: 'any' },
};

/**
 * Translates names of types such as `list<NewAISession>` into types.
 *
 * @returns The translation; it throws for a name that the file does not declare.
 */
export function typeReader(types: VectorTypes): (name: string) => WireType {
  const classes = new Map<string, ObjectType>();

  function read(name: string): WireType {
    const plain = name.replace(/\?$/, '');
    const generic = /^(list|map)<(.+)>$/.exec(plain);
    if (generic?.[2] !== undefined) {
      const inner = read(generic[2]);
      return generic[1] === 'list' ? { kind: 'list', item: inner } : { kind: 'map', value: inner };
    }
    const scalar = SCALARS[plain];
    if (scalar) return scalar;
    if (plain.includes('|')) {
      const values = plain.split('|');
      return { kind: 'enum', type: { name: 'Enum', namespace: '', description: '', values } };
    }
    return { kind: 'object', type: readClass(plain) };
  }

  function readClass(name: string): ObjectType {
    const known = classes.get(name);
    if (known) return known;
    const declared = types[name];
    if (!declared) throw new Error(`The file declares no type ${name}.`);
    const made: ObjectType = {
      name,
      namespace: declared.namespace ?? '',
      description: '',
      xmlNamespace: declared.xmlNamespace,
      dataContract: declared.dataContract ?? false,
      base: declared.base === undefined ? undefined : readClass(declared.base),
      typeArguments: [],
      members: Object.entries(declared.fields).map(([field, type]) => memberOf(field, read(type))),
    };
    classes.set(name, made);
    return made;
  }

  return read;
}

/** Members have the types of the contract; vectors use the others for whole values only. */
function memberOf(name: string, type: WireType): Member {
  if (!isContractType(type)) throw new Error(`A member cannot be of type ${type.kind}.`);
  return { name, wireName: camelCase(name), type, description: '', required: false, example: undefined };
}

function isContractType(type: WireType): type is TypeRef {
  switch (type.kind) {
    case 'any':
    case 'long':
    case 'decimal':
    case 'guid':
    case 'bytes':
      return false;
    case 'list':
      return isContractType(type.item);
    case 'map':
      return isContractType(type.value);
    default:
      return true;
  }
}

/** The first run of capitals in lower case, but for the one that starts the next word: `AIMinutes`, `aiMinutes`. */
function camelCase(name: string): string {
  return name.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+/, (capitals) => capitals.toLowerCase());
}
