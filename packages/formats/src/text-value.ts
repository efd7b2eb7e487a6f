import type { TypeRef } from '@ai-sessions/contract';
import { DecodeError } from './decode-error.ts';

const TRUE = new Set(['true', 't', 'y', '1', 'on']);
const FALSE = new Set(['false', 'f', 'n', '0', 'off']);
const INT_LIMIT = 2_147_483_647;

/**
 * Reads a value of a query or a form, given once or several times: lists are repeated or comma-joined, texts
 * given twice are joined by a comma, booleans and names of enumerations stand in any case.
 *
 * @throws DecodeError when a value does not fit the type.
 */
export function bindText(values: readonly string[], type: TypeRef): unknown {
  const text = values.join(',');
  switch (type.kind) {
    case 'string':
    case 'datetime':
      return text;
    case 'int':
      return readInt(text);
    case 'double': {
      const number = Number(text);
      if (text.trim() === '' || !Number.isFinite(number)) throw new DecodeError('A number is expected.');
      return number;
    }
    case 'bool':
      return readBool(values[0] ?? '');
    case 'enum': {
      const { values: names } = type.type;
      const name = /^\d+$/.test(text)
        ? names[Number(text)]
        : names.find((candidate) => candidate.toLowerCase() === text.toLowerCase());
      if (name === undefined) throw new DecodeError(`One of ${names.join(', ')} is expected.`);
      return name;
    }
    case 'list':
      return splitList(values).map((item) => bindText([item], type.item));
    case 'map':
    case 'object':
      throw new DecodeError('An object cannot be given here.');
    default:
      return type satisfies never;
  }
}

function readInt(text: string): number {
  const number = /^[+-]?\d{1,10}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (!(Math.abs(number) <= INT_LIMIT)) throw new DecodeError('An integer is expected.');
  return number;
}

function readBool(text: string): boolean {
  const word = text.toLowerCase();
  if (TRUE.has(word)) return true;
  if (FALSE.has(word)) return false;
  throw new DecodeError('A boolean is expected.');
}

/** Items may stand in brackets and in quotes, in which a quote is doubled and commas do not split. */
function splitList(values: readonly string[]): readonly string[] {
  const joined = values.join(',');
  const inner = joined.startsWith('[') && joined.endsWith(']') ? joined.slice(1, -1) : joined;
  if (inner === '') return [];
  const items: string[] = [];
  for (let index = 0; index <= inner.length; index++) {
    const quoted = inner[index] === '"' ? /"((?:[^"]|"")*)"(?=,|$)/y : undefined;
    if (quoted) {
      quoted.lastIndex = index;
      const match = quoted.exec(inner);
      if (!match) throw new DecodeError('A text in quotes is not closed.');
      items.push((match[1] ?? '').replaceAll('""', '"'));
      index = quoted.lastIndex;
    } else {
      const comma = inner.indexOf(',', index);
      const end = comma < 0 ? inner.length : comma;
      items.push(inner.slice(index, end));
      index = end;
    }
  }
  return items;
}
