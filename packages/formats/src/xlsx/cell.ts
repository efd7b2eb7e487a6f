import { jsvWriter } from '../jsv/encode.ts';
import { isScalar, scalarText } from '../scalar.ts';
import type { WireType } from '../wire-type.ts';

/** What a cell can hold. */
export type Cell = string | number | boolean | Date | null;

/** The most that a cell holds, in UTF-16 code units. */
const CELL_MAXIMUM = 32_767;

/** The first day that spreadsheets agree on: one of them has a 29 February 1900. */
const FIRST_DAY = Date.UTC(1900, 2, 1);

/** What XML cannot say, whatever stands for it: halves of surrogate pairs, and two characters that are none. */
const UNWRITABLE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\ufffe\uffff]/g;
/** What a reader of a workbook takes for a character that XML cannot say. */
const ESCAPE = /_(?=x[0-9a-f]{4}_)/gi;

/** Whether the cells of a type are instants. */
export function isInstant(type: WireType): boolean {
  return type.kind === 'datetime' || (type.kind === 'string' && 'instant' in type && type.instant === true);
}

/** Makes what writes the cells of a type: numbers, truths and instants as such, everything else as text that is never a formula. */
export function cellWriter(type: WireType): (value: unknown) => Cell {
  const write = writerOf(type);
  return (value) => (value === undefined || value === null ? null : write(value));
}

function writerOf(type: WireType): (value: unknown) => Cell {
  if (isInstant(type)) return instantCell;
  switch (type.kind) {
    case 'int':
    case 'long':
    case 'double':
    case 'decimal':
      return (value) => (typeof value === 'number' ? value : textCell(String(value)));
    case 'bool':
      return (value) => value === true;
    default: {
      if (isScalar(type)) return (value) => textCell(scalarText(value, type));
      const write = jsvWriter(type);
      return (value) => textCell(typeof value === 'string' ? value : write(value));
    }
  }
}

function instantCell(value: unknown): Cell {
  const instant = new Date(String(value));
  return instant.getTime() >= FIRST_DAY ? instant : textCell(String(value));
}

/** A text as a cell holds it: what does not fit is cut off, and the cell says so. */
function textCell(text: string): string {
  const fitting = text.length > CELL_MAXIMUM ? cut(text) : text;
  return fitting.replace(UNWRITABLE, '\ufffd').replace(ESCAPE, '_x005F_');
}

function cut(text: string): string {
  const note = ` … [cut off: the text has ${text.length.toLocaleString('en')} characters, and a cell holds ${CELL_MAXIMUM.toLocaleString('en')}. CSV and JSON Lines have all of it.]`;
  // Half of a surrogate pair is nothing.
  return text.slice(0, CELL_MAXIMUM - note.length).replace(/[\ud800-\udbff]$/, '') + note;
}
