import type { EnumType } from '@ai-sessions/contract';
import { parseInstant, shortestInstant } from './instant.ts';
import { dotnetDecimal, dotnetDouble, parseDouble, parseInt32, parseInteger } from './number-text.ts';
import type { ScalarType, WireType } from './wire-type.ts';

const TRUE = new Set(['true', 't', 'y', '1', 'on']);
const FALSE = new Set(['false', 'f', 'n', '0', 'off']);
const GUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** The value of a text, as queries, JSV and CSV spell it. Undefined when it does not fit. */
export function parseScalar(text: string, type: ScalarType): unknown {
  switch (type.kind) {
    case 'string':
      return text;
    case 'int':
      return parseInt32(text);
    case 'long':
      return parseInteger(text);
    case 'double':
    case 'decimal':
      return parseDouble(text);
    case 'bool':
      return parseBool(text);
    case 'datetime':
      return parseInstant(text.trim());
    case 'enum':
      return parseEnum(text, type.type);
    case 'guid':
      return parseGuid(text.trim());
    case 'bytes':
      return parseBytes(text);
    default:
      return type satisfies never;
  }
}

function parseBool(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  if (TRUE.has(word)) return true;
  return FALSE.has(word) ? false : undefined;
}

/** The name of an enumeration, given in any case or as its number. */
export function parseEnum(text: string, type: EnumType): string | undefined {
  const word = text.trim().toLowerCase();
  return /^\d{1,9}$/.test(word)
    ? type.values[Number(word)]
    : type.values.find((name) => name.toLowerCase() === word);
}

/** A GUID with dashes, in lower case. */
export function parseGuid(text: string): string | undefined {
  if (!GUID.test(text)) return undefined;
  const digits = text.replaceAll('-', '').toLowerCase();
  return [0, 8, 12, 16, 20, 32]
    .flatMap((end, index, ends) => (index ? [digits.slice(ends[index - 1], end)] : []))
    .join('-');
}

/** Base64 text, checked. */
function parseBytes(text: string): string | undefined {
  return text.length % 4 === 0 && BASE64.test(text) ? text : undefined;
}

/** The text of a value as JSV and CSV spell it, before any quoting. */
export function scalarText(value: unknown, type: ScalarType): string {
  switch (type.kind) {
    case 'bool':
      return value ? 'True' : 'False';
    case 'double':
      return typeof value === 'number' ? dotnetDouble(value) : String(value);
    case 'decimal':
      return typeof value === 'number' ? dotnetDecimal(value) : String(value);
    case 'datetime':
      return shortestInstant(String(value));
    case 'guid':
      return String(value).replaceAll('-', '');
    case 'string':
    case 'int':
    case 'long':
    case 'enum':
    case 'bytes':
      return String(value);
    default:
      return type satisfies never;
  }
}

/** Whether values of a type are one piece of text. */
export function isScalar(type: WireType): type is ScalarType {
  return type.kind !== 'list' && type.kind !== 'map' && type.kind !== 'object' && type.kind !== 'any';
}

/** What a value of a type must be, for messages: "must be …". */
export function wanted(type: WireType): string {
  switch (type.kind) {
    case 'string':
      return 'a text';
    case 'int':
      return 'an integer of 32 bits';
    case 'long':
      return 'an integer of 53 bits';
    case 'double':
    case 'decimal':
      return 'a number';
    case 'bool':
      return 'true or false';
    case 'datetime':
      return 'a date and time such as 2024-05-06T07:08:09Z';
    case 'enum':
      return `one of ${type.type.values.join(', ')}`;
    case 'guid':
      return 'a GUID';
    case 'bytes':
      return 'base64';
    case 'list':
      return 'a list';
    case 'map':
    case 'object':
      return 'an object';
    case 'any':
      return 'a value';
    default:
      return type satisfies never;
  }
}

/** What a text must be when it cannot be stored. */
export const STORABLE = 'well-formed Unicode, without U+0000 and without half of a surrogate pair';
