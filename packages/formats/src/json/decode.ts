import type { ObjectType } from '@ai-sessions/contract';
import type { DecodeOptions } from '../codec.ts';
import { memberPath, misfit } from '../decode-error.ts';
import { isStorable } from '../decode-text.ts';
import { parseInstant } from '../instant.ts';
import { memberNamed } from '../members.ts';
import { isInt32 } from '../number-text.ts';
import { parseEnum, parseGuid, parseScalar, STORABLE, wanted } from '../scalar.ts';
import { isFields, type ScalarType, type WireType } from '../wire-type.ts';
import { checkJson } from './scan.ts';

/**
 * Reads JSON text as a value of a type. The platform parses; before that the text is checked against the limits
 * and for names that occur twice, after it the value against the type. `null` alone is nothing.
 *
 * @param path Where the value stands in a larger one.
 * @throws DecodeError
 */
export function decodeJson(text: string, type: WireType, options: DecodeOptions, path = ''): unknown {
  checkJson(text, type);
  const value: unknown = JSON.parse(text);
  return value === null && path === '' ? null : read(value, type, path, options);
}

function read(value: unknown, type: WireType, path: string, options: DecodeOptions): unknown {
  switch (type.kind) {
    case 'object':
      return readObject(value, type.type, path, options);
    case 'list':
      if (!Array.isArray(value)) throw misfit(path, wanted(type));
      return value.map((item, index) =>
        item === null ? null : read(item, type.item, `${path}[${index}]`, options),
      );
    case 'map':
      return readMap(value, type.value, path, options);
    case 'any':
      return readAny(value, path);
    default:
      return readScalar(value, type, path);
  }
}

function readScalar(value: unknown, type: ScalarType, path: string): unknown {
  const fitting = scalarOf(value, type);
  if (fitting === undefined) throw misfit(path, wanted(type));
  if (typeof fitting === 'string' && !isStorable(fitting)) throw misfit(path, STORABLE);
  return fitting;
}

/**
 * The value if it fits, in the spelling that the service uses. Numbers and booleans may stand in quotes, as
 * ServiceStack takes them; a boolean may be 0 or 1.
 */
function scalarOf(value: unknown, type: ScalarType): unknown {
  if (typeof value === 'string') return textOf(value, type);
  switch (type.kind) {
    case 'int':
      return isInt32(value) ? value || 0 : undefined;
    case 'long':
      return Number.isSafeInteger(value) ? Number(value) || 0 : undefined;
    case 'double':
    case 'decimal':
      return Number.isFinite(value) ? value : undefined;
    case 'bool':
      return typeof value === 'boolean' ? value : value === 0 || value === 1 ? value === 1 : undefined;
    case 'enum':
      return Number.isInteger(value) ? parseEnum(String(value), type.type) : undefined;
    case 'string':
    case 'datetime':
    case 'guid':
    case 'bytes':
      return undefined;
    default:
      return type satisfies never;
  }
}

function textOf(value: string, type: ScalarType): unknown {
  switch (type.kind) {
    // Blanks around an instant or a GUID are taken in queries only.
    case 'datetime':
      return parseInstant(value);
    case 'guid':
      return parseGuid(value);
    default:
      return parseScalar(value, type);
  }
}

function readObject(value: unknown, type: ObjectType, path: string, options: DecodeOptions): object {
  if (!isFields(value)) throw misfit(path, 'an object');
  const result: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    const member = memberNamed(type, name);
    if (!member) options.onUnknown?.(name);
    else if (inner !== null) {
      result[member.wireName] = read(inner, member.type, memberPath(path, member.name), options);
    }
  }
  return result;
}

function readMap(value: unknown, type: WireType, path: string, options: DecodeOptions): object {
  if (!isFields(value)) throw misfit(path, 'an object');
  const result: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    if (!isStorable(name)) throw misfit(path, STORABLE);
    if (inner !== null) result[name] = read(inner, type, memberPath(path, name), options);
  }
  return result;
}

function readAny(value: unknown, path: string): unknown {
  if (typeof value === 'string' && !isStorable(value)) throw misfit(path, STORABLE);
  if (Array.isArray(value)) return value.map((item, index) => readAny(item, `${path}[${index}]`));
  return isFields(value) ? readMap(value, { kind: 'any' }, path, {}) : value;
}
