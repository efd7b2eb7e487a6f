import type { EnumType, ObjectType, TypeRef } from '@ai-sessions/contract';
import type { Codec, DecodeOptions } from './codec.ts';
import { DecodeError } from './decode-error.ts';
import { checkJson } from './json-scan.ts';
import { memberNamed, membersOf } from './members.ts';

const INT_MINIMUM = -2_147_483_648;
const INT_MAXIMUM = 2_147_483_647;

/** JSON: the platform's, with members in the order of the type, null members left out, and strict reading. */
export const json: Codec = {
  mediaTypes: { answer: 'application/json; charset=utf-8', request: ['application/json', 'text/json'] },
  download: false,
  encode: (value, type) => write(value, type),
  decode(text, type, options = {}) {
    checkJson(text);
    return read(JSON.parse(text), type, '', options);
  },
};

function write(value: unknown, type: TypeRef): string {
  if (value === undefined || value === null) return 'null';
  switch (type.kind) {
    case 'object':
      return writeObject(value, type.type);
    case 'list':
      return Array.isArray(value) ? `[${value.map((item) => write(item, type.item)).join(',')}]` : 'null';
    case 'map':
      return `{${Object.entries(value)
        .filter(([, item]) => item !== undefined && item !== null)
        .map(([name, item]) => `${JSON.stringify(name)}:${write(item, type.value)}`)
        .join(',')}}`;
    case 'string':
    case 'datetime':
    case 'enum':
    case 'int':
    case 'double':
    case 'bool':
      return JSON.stringify(value);
    default:
      return type satisfies never;
  }
}

function writeObject(value: object, type: ObjectType): string {
  let text = '{';
  for (const member of membersOf(type)) {
    const inner: unknown = Reflect.get(value, member.wireName);
    if (inner === undefined || inner === null) continue;
    text += `${text === '{' ? '' : ','}"${member.wireName}":${write(inner, member.type)}`;
  }
  return `${text}}`;
}

function read(value: unknown, type: TypeRef, path: string, options: DecodeOptions): unknown {
  switch (type.kind) {
    case 'object':
      return readObject(value, type.type, path, options);
    case 'list':
      if (!Array.isArray(value)) throw misfit(path, 'a list');
      return value.map((item, index) =>
        item === null ? null : read(item, type.item, `${path}[${index}]`, options),
      );
    case 'map':
      if (!isRecord(value)) throw misfit(path, 'an object');
      return Object.fromEntries(
        Object.entries(value)
          .filter(([, item]) => item !== null)
          .map(([name, item]) => [name, read(item, type.value, `${path}.${name}`, options)]),
      );
    case 'string':
    case 'datetime':
      if (typeof value !== 'string') throw misfit(path, 'a text');
      if (!value.isWellFormed()) throw misfit(path, 'well-formed Unicode, without half of a surrogate pair');
      return value;
    case 'int':
      if (!Number.isInteger(value) || Number(value) < INT_MINIMUM || Number(value) > INT_MAXIMUM) {
        throw misfit(path, 'an integer of 32 bits');
      }
      return value;
    case 'double':
      if (typeof value !== 'number') throw misfit(path, 'a number');
      return value;
    case 'bool':
      if (typeof value !== 'boolean') throw misfit(path, 'true or false');
      return value;
    case 'enum':
      return readEnum(value, type.type, path);
    default:
      return type satisfies never;
  }
}

function readObject(value: unknown, type: ObjectType, path: string, options: DecodeOptions): object {
  if (!isRecord(value)) throw misfit(path, 'an object');
  const result: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    const member = memberNamed(type, name);
    if (!member) options.onUnknown?.(name);
    else if (inner !== null) {
      result[member.wireName] = read(
        inner,
        member.type,
        path ? `${path}.${member.name}` : member.name,
        options,
      );
    }
  }
  return result;
}

function readEnum(value: unknown, type: EnumType, path: string): string {
  const name =
    typeof value === 'number'
      ? type.values[value]
      : type.values.find((candidate) => candidate.toLowerCase() === String(value).toLowerCase());
  if (name === undefined) throw misfit(path, `one of ${type.values.join(', ')}`);
  return name;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function misfit(path: string, wanted: string): DecodeError {
  return new DecodeError(path ? `'${path}' must be ${wanted}.` : `The body must be ${wanted}.`, {
    path: path || undefined,
  });
}
