import type { ObjectType } from '@ai-sessions/contract';
import { byType } from '../by-type.ts';
import { contractRows } from '../contract-rows.ts';
import { jsvWriter } from '../jsv/encode.ts';
import { membersOf } from '../members.ts';
import { isScalar, scalarText } from '../scalar.ts';
import { isFields, type WireType } from '../wire-type.ts';

const ROW_END = '\r\n';
// A byte order mark at the start of a text would be taken for one of the file.
// Other line ends of Unicode would be taken for the end of a row by readers that split lines by its rules.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const NEEDS_QUOTES = /[",\r\n\u000b\u000c\u001c-\u001e\u0085\u2028\u2029]|^[[{\ufeff]/;
const FORMULA = /^[=+\-@\t\r]/;

type WriteCell = (value: unknown) => string;

/** A table of objects: its header row and the writer of its rows, line ends included. */
export interface Table {
  readonly header: string;
  readonly row: (value: unknown) => string;
}

/** Writes a value as CSV. `safe` disarms cells of text that a spreadsheet would run as formulas. */
export function encodeCsv(value: unknown, type: WireType, safe: boolean): string {
  if (value === undefined || value === null) return '';
  if (type.kind === 'list') return listRows(value, type.item, safe);
  const rows = type.kind === 'object' ? contractRows(type.type) : undefined;
  if (!rows) return oneRow(value, type, safe);
  const inner = isFields(value) ? value[rows.member.wireName] : undefined;
  if (inner === undefined || inner === null) return '';
  return rows.list ? listRows(inner, rows.list, safe) : oneRow(inner, rows.member.type, safe);
}

/** The table of a class: columns have the declared names, own members before inherited ones. */
export function tableOf(type: ObjectType, safe: boolean): Table {
  return safe ? safeTable(type) : plainTable(type);
}

const plainTable = byType((type) => makeTable(type, false));
const safeTable = byType((type) => makeTable(type, true));

function makeTable(type: ObjectType, safe: boolean): Table {
  const columns = membersOf(type).map((member) => ({
    name: member.wireName,
    write: cellWriter(member.type, safe),
  }));
  const header = membersOf(type)
    .map((member) => quoteCell(member.name))
    .join(',');
  return {
    header: header + ROW_END,
    row(value) {
      const fields = (value ?? {}) as Readonly<Record<string, unknown>>;
      let text = '';
      let separator = '';
      for (const { name, write } of columns) {
        const cell = fields[name];
        text += cell === undefined || cell === null ? separator : separator + write(cell);
        separator = ',';
      }
      return text + ROW_END;
    },
  };
}

function oneRow(value: unknown, type: WireType, safe: boolean): string {
  if (type.kind === 'object') {
    const { header, row } = tableOf(type.type, safe);
    return header + row(value);
  }
  if (type.kind === 'map' || (type.kind === 'any' && isFields(value))) {
    return dictionaryRows([value], type.kind === 'map' ? type.value : type, false, safe);
  }
  // A text that is the whole answer is sent as it is.
  return isScalar(type) ? scalarText(value, type) : jsvWriter(type)(value);
}

function listRows(value: unknown, item: WireType, safe: boolean): string {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  switch (item.kind) {
    case 'object': {
      const { header, row } = tableOf(item.type, safe);
      let text = header;
      for (const each of items) text += row(each);
      return text;
    }
    case 'map':
      return dictionaryRows(items, item.value, true, safe);
    case 'list':
      return items.map((each) => listRows(each, item.item, safe)).join('');
    default:
      return cellRow(items, cellWriter(item, safe));
  }
}

/** Dictionaries: all their keys are the header. */
function dictionaryRows(items: readonly unknown[], type: WireType, sorted: boolean, safe: boolean): string {
  const keys = [...new Set(items.flatMap((item) => (isFields(item) ? Object.keys(item) : [])))];
  if (sorted) keys.sort();
  const write = cellWriter(type, safe);
  const rows = items.map((item) =>
    cellRow(
      keys.map((key) => (isFields(item) ? item[key] : undefined)),
      write,
    ),
  );
  return cellRow(keys, cellWriter({ kind: 'string' }, safe)) + rows.join('');
}

function cellRow(values: readonly unknown[], write: WriteCell): string {
  return (
    values.map((value) => (value === undefined || value === null ? '' : write(value))).join(',') + ROW_END
  );
}

function cellWriter(type: WireType, safe: boolean): WriteCell {
  const quote = safe ? quoteSafeCell : quoteCell;
  if (type.kind === 'string' || type.kind === 'enum') return (value) => quote(String(value));
  if (isScalar(type)) return (value) => scalarText(value, type);
  const writeJsv = jsvWriter(type);
  if (type.kind !== 'any') return (value) => quoteCell(writeJsv(value));
  return (value) => (typeof value === 'string' ? quote(value) : quoteCell(writeJsv(value)));
}

function quoteCell(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function quoteSafeCell(text: string): string {
  return quoteCell(FORMULA.test(text) ? `'${text}` : text);
}
