import type { ObjectType } from '@ai-sessions/contract';
import { byType } from '../by-type.ts';
import { membersOf } from '../members.ts';
import { scalarText } from '../scalar.ts';
import { entriesOf, type WireType } from '../wire-type.ts';

/** Writes values of one type as they stand inside an object or a list. */
export type WriteJsv = (value: unknown) => string;

const NEEDS_QUOTES = /[",:{}[\]\r\n]/;
const ONLY_BLANKS = /^\s+$/;

/** A text of JSV: bare, or in quotes (with its own quotes doubled) when it is empty or holds a sign of JSV. */
function quoteJsv(text: string): string {
  if (text === '') return '""';
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The writer of a type: camel-case names in the order of the type, null members and entries left out. */
export function jsvWriter(type: WireType): WriteJsv {
  switch (type.kind) {
    case 'object': {
      let write: WriteJsv | undefined;
      return (value) => {
        write ??= objectWriter(type.type);
        return write(value);
      };
    }
    case 'list':
      return listWriter(type.item);
    case 'map':
      return mapWriter(jsvWriter(type.value));
    case 'string':
    case 'enum':
    case 'bytes':
      return (value) => quoteJsv(String(value));
    case 'any':
      return writeAny;
    default:
      // Dates stand bare in spite of their colons: only a comma or a bracket ends a bare value.
      return (value) => scalarText(value, type);
  }
}

const objectWriter: (type: ObjectType) => WriteJsv = byType((type) => {
  const members = membersOf(type).map((member) => ({
    name: member.wireName,
    first: `${member.wireName}:`,
    further: `,${member.wireName}:`,
    write: jsvWriter(member.type),
  }));
  return (value) => {
    const fields = (value ?? {}) as Readonly<Record<string, unknown>>;
    let text = '';
    for (const { name, first, further, write } of members) {
      const inner = fields[name];
      if (inner === undefined || inner === null) continue;
      text += (text === '' ? first : further) + write(inner);
    }
    return `{${text}}`;
  };
});

/**
 * A null item is an empty slot, but for objects `{}`: JSV cannot tell it from an empty object. A single text of
 * blanks is quoted, because brackets around blanks are an empty list.
 */
function listWriter(item: WireType): WriteJsv {
  const write = jsvWriter(item);
  const nothing = item.kind === 'object' ? '{}' : '';
  return (value) => {
    if (!Array.isArray(value)) return '[]';
    let text = '';
    let separator = '';
    for (const each of value) {
      text += separator + (each === undefined || each === null ? nothing : write(each));
      separator = ',';
    }
    return value.length === 1 && ONLY_BLANKS.test(text) ? `["${text}"]` : `[${text}]`;
  };
}

function mapWriter(write: WriteJsv): WriteJsv {
  return (value) =>
    `{${entriesOf(value)
      .map(([name, inner]) => `${quoteJsv(name)}:${write(inner)}`)
      .join(',')}}`;
}

const listOfAny = listWriter({ kind: 'any' });
const mapOfAny = mapWriter((value) => writeAny(value));

function writeAny(value: unknown): string {
  if (Array.isArray(value)) return listOfAny(value);
  switch (typeof value) {
    case 'boolean':
      return scalarText(value, { kind: 'bool' });
    case 'number':
      return scalarText(value, { kind: 'double' });
    case 'object':
      return mapOfAny(value);
    default:
      return quoteJsv(String(value));
  }
}
