import type { ObjectType } from '@ai-sessions/contract';
import { writeXlsxStream, XLSX_MAX_ROWS_PER_SHEET } from 'hucre/xlsx';
import { membersOf } from '../members.ts';
import { isFields, type WireType } from '../wire-type.ts';
import { type Cell, cellWriter, isInstant } from './cell.ts';

/** Widths of columns, in characters. */
const WIDTHS = { instant: 20, text: 28, other: 14 } as const;

interface WorkbookOptions {
  /** Name of the sheet. */
  readonly name: string;
  /** Rows of a sheet, its head among them; what is beyond goes on in another one. As many as a spreadsheet opens, by default. */
  readonly rowsPerSheet?: number;
}

/**
 * Writes a list of any length as a workbook, piece by piece: columns have the declared names, as in CSV, and a sheet that is
 * full goes on in another one with the same head. Instants are in UTC, as a sheet knows no zones.
 */
export function workbook(
  rows: AsyncIterable<unknown>,
  item: ObjectType,
  { name, rowsPerSheet = XLSX_MAX_ROWS_PER_SHEET }: WorkbookOptions,
): AsyncIterableIterator<Uint8Array> {
  const members = membersOf(item).map(({ wireName, type }) => ({ wireName, write: cellWriter(type) }));
  const columns = membersOf(item).map((member) => ({ header: member.name, ...lookOf(member.type) }));

  async function* cells(): AsyncGenerator<Cell[]> {
    for await (const row of rows) {
      const fields = isFields(row) ? row : {};
      yield members.map(({ wireName, write }) => write(fields[wireName]));
    }
  }

  const reader = writeXlsxStream(cells(), {
    name,
    columns,
    maxRowsPerSheet: rowsPerSheet,
    freezePane: { rows: 1 },
  }).getReader();
  const pieces: AsyncIterableIterator<Uint8Array> = {
    [Symbol.asyncIterator]: () => pieces,
    async next() {
      const { done, value } = await reader.read();
      return done ? { done: true, value: undefined } : { done: false, value };
    },
    async return() {
      await reader.cancel();
      return { done: true, value: undefined };
    },
  };
  return pieces;
}

/** How a column looks. Text is marked as such, so that it stays one when somebody edits a cell that begins like a formula. */
function lookOf(type: WireType): { readonly width: number; readonly numFmt?: string } {
  if (isInstant(type)) return { width: WIDTHS.instant, numFmt: 'yyyy-mm-dd hh:mm:ss' };
  switch (type.kind) {
    case 'int':
    case 'long':
    case 'double':
    case 'decimal':
    case 'bool':
      return { width: WIDTHS.other };
    default:
      return { width: WIDTHS.text, numFmt: '@' };
  }
}
