import type { Codec, DecodeOptions } from '../codec.ts';
import { contractRows } from '../contract-rows.ts';
import { DecodeError } from '../decode-error.ts';
import { textOf } from '../decode-text.ts';
import { isFields, type WireType } from '../wire-type.ts';
import { decodeJson } from './decode.ts';
import { jsonWriter, type WriteJson } from './encode.ts';
import { onOneLine } from './one-line.ts';

function lineWriter(type: WireType): WriteJson {
  const write = jsonWriter(type);
  return (value) => onOneLine(write(value));
}

/** JSON Lines: a list is one JSON value per line, each line ended by LF; one object is one line without end. */
export const jsonl: Codec = {
  name: 'jsonl',
  mediaTypes: { answer: 'text/jsonl', request: ['text/jsonl'] },
  download: false,
  encode(value, type) {
    if (value === undefined || value === null) return '';
    if (type.kind === 'list') return writeRows(value, type.item);
    const rows = type.kind === 'object' ? contractRows(type.type) : undefined;
    if (!rows) return lineWriter(type)(value);
    const inner = isFields(value) ? value[rows.member.wireName] : undefined;
    if (inner === undefined || inner === null) return '';
    return rows.list ? writeRows(inner, rows.list) : writeRows([inner], rows.member.type);
  },
  decode(input, type, options = {}) {
    const text = textOf(input, options.charset);
    if (type.kind === 'list') return readRows(text, type.item, options);
    for (const { line, number } of linesOf(text)) return readLine(line, number, type, options, '');
    return {};
  },
  rows(item) {
    const write = lineWriter(item);
    return {
      header: '',
      row: (value) => `${value === undefined || value === null ? 'null' : write(value)}\n`,
      end: '',
    };
  },
};

function writeRows(items: unknown, item: WireType): string {
  const { row } = jsonl.rows(item);
  let text = '';
  if (Array.isArray(items)) for (const each of items) text += row(each);
  return text;
}

function readRows(text: string, item: WireType, options: DecodeOptions): unknown[] {
  const rows: unknown[] = [];
  for (const { line, number } of linesOf(text)) {
    const isNull = line.trim() === 'null';
    rows.push(isNull ? null : readLine(line, number, item, options, `[${rows.length}]`));
  }
  return rows;
}

/** The lines that hold something, numbered from 1. */
function* linesOf(text: string): Generator<{ readonly line: string; readonly number: number }> {
  let number = 0;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, end);
    number++;
    if (line.trim() !== '') yield { line, number };
    start = end + 1;
  }
}

function readLine(
  line: string,
  number: number,
  type: WireType,
  options: DecodeOptions,
  path: string,
): unknown {
  try {
    return decodeJson(line, type, options, path);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    const column = error.position?.column ?? 1;
    throw new DecodeError(error.reason, { path: error.path, position: { line: number, column } });
  }
}
