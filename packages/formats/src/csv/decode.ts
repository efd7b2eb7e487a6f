import type { Member, ObjectType } from '@ai-sessions/contract';
import type { DecodeOptions } from '../codec.ts';
import { DecodeError, memberPath, misfit, positionAt } from '../decode-error.ts';
import { decodeJsv } from '../jsv/decode.ts';
import { PROTOTYPE_NAME } from '../limits.ts';
import { memberNamed } from '../members.ts';
import { isScalar, parseScalar, wanted } from '../scalar.ts';
import type { WireType } from '../wire-type.ts';
import { type Cell, CsvRows } from './rows.ts';

/**
 * Reads CSV as a value of a type: one object is the header and the first row, a list of objects all rows, a list
 * of anything else the cells themselves.
 *
 * @throws DecodeError with the position of the cell that cannot be read or does not fit.
 */
export function decodeCsv(text: string, type: WireType, options: DecodeOptions): unknown {
  const rows = new CsvRows(text);
  if (type.kind === 'list') return readList(rows, type.item, options);
  if (type.kind === 'object' || type.kind === 'map') {
    const readRow = rowReader(rows, type, options);
    const cells = rows.next();
    return cells ? readRow(cells, '') : {};
  }
  return text === '' ? null : decodeJsv(text, type, options);
}

function readList(rows: CsvRows, item: WireType, options: DecodeOptions): unknown[] {
  const items: unknown[] = [];
  if (item.kind === 'object' || item.kind === 'map') {
    const readRow = rowReader(rows, item, options);
    for (let cells = rows.next(); cells; cells = rows.next()) items.push(readRow(cells, `[${items.length}]`));
    return items;
  }
  for (let cells = rows.next(); cells; cells = rows.next()) {
    if (item.kind === 'list') {
      const path = `[${items.length}]`;
      items.push(cells.map((cell, at) => readCell(rows, cell, item.item, `${path}[${at}]`, options)));
    } else {
      for (const cell of cells) items.push(readCell(rows, cell, item, `[${items.length}]`, options));
    }
  }
  return items;
}

interface Column {
  /** Name in the value. */
  readonly name: string;
  /** Name in messages. */
  readonly label: string;
  readonly type: WireType;
}

/** Reads the header and returns the reader of the rows under it. */
function rowReader(
  rows: CsvRows,
  type: Extract<WireType, { kind: 'object' | 'map' }>,
  options: DecodeOptions,
): (cells: readonly Cell[], path: string) => object {
  const names = new Set<string>();
  const header = rows.next() ?? [];
  const columns = header.map((cell) => {
    const column =
      type.kind === 'object' ? memberColumn(type.type, cell, options) : keyColumn(rows, type.value, cell);
    const name = type.kind === 'object' ? cell.text.trim().toLowerCase() : cell.text;
    if (name !== '' && names.has(name)) rows.fail('A column occurs twice.', cell.index);
    names.add(name);
    return column;
  });
  if (header.some(({ text }) => text.trim() !== '') && columns.every((column) => column === undefined)) {
    rows.fail('No column of the header is known.', 0);
  }
  return (cells, path) => {
    const extra = cells[columns.length];
    if (extra) rows.fail('The row has more cells than the header.', extra.index);
    const result: Record<string, unknown> = {};
    for (const [index, cell] of cells.entries()) {
      const column = columns[index];
      if (!column) {
        const isNameless = header[index]?.text.trim() === '';
        if (isNameless && cell.text.trim() !== '')
          rows.fail('The column of this cell has no name.', cell.index);
        continue;
      }
      const value = readCell(rows, cell, column.type, memberPath(path, column.label), options);
      if (value !== null) result[column.name] = value;
    }
    return result;
  };
}

function memberColumn(type: ObjectType, cell: Cell, options: DecodeOptions): Column | undefined {
  const name = cell.text.trim();
  const member: Member | undefined = memberNamed(type, name);
  if (!member && name !== '') options.onUnknown?.(name);
  return member && { name: member.wireName, label: member.name, type: member.type };
}

function keyColumn(rows: CsvRows, type: WireType, { text, index }: Cell): Column {
  if (text === PROTOTYPE_NAME) rows.fail('This name cannot be a key.', index);
  return { name: text, label: text, type };
}

function readCell(rows: CsvRows, cell: Cell, type: WireType, path: string, options: DecodeOptions): unknown {
  if (cell.text === '' && !(cell.quoted && type.kind === 'string')) return null;
  if (isScalar(type)) {
    const value = parseScalar(cell.text, type);
    if (value === undefined) throw misfit(path, wanted(type), positionAt(rows.text, cell.index));
    return value;
  }
  try {
    return decodeJsv(cell.text, type, options, path);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw new DecodeError(error.reason, {
      path: error.path ?? path,
      position: positionAt(rows.text, cell.index),
    });
  }
}
