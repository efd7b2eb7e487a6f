import type { ObjectType } from '@ai-sessions/contract';
import { byType } from '../by-type.ts';
import { membersOf } from '../members.ts';
import { entriesOf, type WireType } from '../wire-type.ts';

/** Writes values of one type. Values are those of the service itself, so their types are not checked again. */
export type WriteJson = (value: unknown) => string;

// Below this length a look at each character is faster than a regular expression, above it slower.
const SHORT = 16;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON asks for their escaping
const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/;

/** A text in quotes. Most texts hold nothing to escape; finding that out is cheaper than the platform's quoting. */
function quote(text: string): string {
  if (text.length >= SHORT) return NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || code === 0x22 || code === 0x5c || (code >= 0xd800 && code <= 0xdfff)) {
      return JSON.stringify(text);
    }
  }
  return `"${text}"`;
}

const writeText: WriteJson = (value) => (typeof value === 'string' ? quote(value) : writeAny(value));
const writeAny: WriteJson = (value) => JSON.stringify(value) ?? 'null';
const writePlain: WriteJson = (value) =>
  typeof value === 'boolean' || Number.isFinite(value) ? String(value) : writeAny(value);

/** The writer of a type: members in the order of the type, null members and entries left out. */
export function jsonWriter(type: WireType): WriteJson {
  switch (type.kind) {
    case 'object': {
      let write: WriteJson | undefined;
      return (value) => {
        write ??= objectWriter(type.type);
        return write(value);
      };
    }
    case 'list':
      return listWriter(jsonWriter(type.item));
    case 'map':
      return mapWriter(jsonWriter(type.value));
    case 'int':
    case 'long':
    case 'double':
    case 'decimal':
    case 'bool':
      return writePlain;
    case 'string':
    case 'datetime':
    case 'enum':
    case 'guid':
    case 'bytes':
      return writeText;
    case 'any':
      return writeAny;
    default:
      return type satisfies never;
  }
}

const objectWriter: (type: ObjectType) => WriteJson = byType((type) => {
  const members = membersOf(type).map((member) => ({
    name: member.wireName,
    first: `${JSON.stringify(member.wireName)}:`,
    further: `,${JSON.stringify(member.wireName)}:`,
    write: jsonWriter(member.type),
  }));
  return (value) => {
    if (typeof value !== 'object' || value === null) return 'null';
    const fields = value as Readonly<Record<string, unknown>>;
    let text = '';
    for (const { name, first, further, write } of members) {
      const inner = fields[name];
      if (inner === undefined || inner === null) continue;
      text += (text === '' ? first : further) + write(inner);
    }
    return `{${text}}`;
  };
});

function listWriter(write: WriteJson): WriteJson {
  return (value) => {
    if (!Array.isArray(value)) return 'null';
    let text = '';
    for (const item of value) {
      if (text !== '') text += ',';
      text += item === undefined || item === null ? 'null' : write(item);
    }
    return `[${text}]`;
  };
}

function mapWriter(write: WriteJson): WriteJson {
  return (value) =>
    `{${entriesOf(value)
      .map(([name, inner]) => `${JSON.stringify(name)}:${write(inner)}`)
      .join(',')}}`;
}
