import { createHash } from 'node:crypto';
import { type ObjectType, xmlNamespaceOf } from '@ai-sessions/contract';
import { byType } from '../by-type.ts';
import type { WireType } from '../wire-type.ts';

/** Namespace of `i:nil`. */
export const INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance';
const SCHEMA = 'http://www.w3.org/2001/XMLSchema';
const SERIALIZATION = 'http://schemas.microsoft.com/2003/10/Serialization/';
/** Namespace of dictionaries and of the items of lists of texts and numbers. */
export const ARRAYS = 'http://schemas.microsoft.com/2003/10/Serialization/Arrays';

/** A name in a namespace. */
export interface XmlName {
  readonly local: string;
  readonly namespace: string;
}

/** The name of a type in a data contract, which names documents and items of lists. */
export function contractName(type: WireType): XmlName {
  switch (type.kind) {
    case 'string':
    case 'int':
    case 'long':
    case 'double':
    case 'decimal':
      return { local: type.kind, namespace: SCHEMA };
    case 'bool':
      return { local: 'boolean', namespace: SCHEMA };
    case 'datetime':
      return { local: 'dateTime', namespace: SCHEMA };
    case 'bytes':
      return { local: 'base64Binary', namespace: SCHEMA };
    case 'any':
      return { local: 'anyType', namespace: SCHEMA };
    case 'guid':
      return { local: 'guid', namespace: SERIALIZATION };
    case 'enum':
      return { local: type.type.name, namespace: xmlNamespaceOf(type.type) };
    case 'object':
      return className(type.type);
    case 'list': {
      const item = itemName(type.item);
      return { local: `ArrayOf${item.local}`, namespace: item.namespace };
    }
    case 'map':
      return { local: `ArrayOf${entryName(type.value).local}`, namespace: ARRAYS };
    default:
      return type satisfies never;
  }
}

/** The name of a document. */
export function documentName(type: WireType): XmlName {
  const name = contractName(type);
  return isBuiltIn(name) ? { local: name.local, namespace: SERIALIZATION } : name;
}

/** The name of an item of a list. */
export function itemName(item: WireType): XmlName {
  const name = contractName(item);
  return isBuiltIn(name) ? { local: name.local, namespace: ARRAYS } : name;
}

/** The name of an entry of a dictionary. */
export function entryName(value: WireType): XmlName {
  const names = [contractName({ kind: 'string' }), contractName(value)];
  return { local: genericName('KeyValue', names), namespace: ARRAYS };
}

const className = byType((type: ObjectType): XmlName => {
  const namespace = xmlNamespaceOf(type);
  const names = type.typeArguments.map((argument) => contractName({ kind: 'object', type: argument }));
  return { local: names.length > 0 ? genericName(type.name, names) : type.name, namespace };
});

/** .NET tells generic types apart by a digest of the namespaces of their arguments, unless all are its own. */
function genericName(name: string, names: readonly XmlName[]): string {
  const plain = `${name}Of${names.map(({ local }) => local).join('')}`;
  if (names.every(isBuiltIn)) return plain;
  return plain + digestOf([String(names.length), ...names.map(({ namespace }) => namespace)]);
}

function digestOf(parts: readonly string[]): string {
  const hash = createHash('md5')
    .update(` ${parts.join(' ')}`)
    .digest();
  return hash.subarray(0, 6).toString('base64').replaceAll('/', '_S').replaceAll('+', '_P');
}

function isBuiltIn({ namespace }: XmlName): boolean {
  return namespace === SCHEMA || namespace === SERIALIZATION;
}

/** A member of a class as an element. */
export interface XmlMember extends XmlName {
  readonly wireName: string;
  readonly type: WireType;
}

/**
 * The members of a class in the order of a document: inherited ones first, each level by name, except in data
 * contracts, where they are numbered. A member is in the namespace of the class that declares it.
 */
export const xmlMembers: (type: ObjectType) => readonly XmlMember[] = byType((type) => {
  const { namespace } = className(type);
  const own = type.members.map(({ name, wireName, type: inner }) => ({
    local: name,
    namespace,
    wireName,
    type: inner,
  }));
  if (!type.dataContract) own.sort((a, b) => (a.local < b.local ? -1 : 1));
  return type.base ? [...xmlMembers(type.base), ...own] : own;
});
