import type { WireType } from './wire-type.ts';

/** Choices in writing. */
export interface EncodeOptions {
  /** CSV: put an apostrophe before cells that a spreadsheet would run as formulas. */
  readonly safe?: boolean;
}

/** Choices in reading. */
export interface DecodeOptions {
  /** Told of every member name that the type does not have. */
  readonly onUnknown?: (name: string) => void;
  /** Charset of a body given as bytes; UTF-8 when left out, and the only one there is. */
  readonly charset?: string;
}

/**
 * Writes a list row by row, for lists that are too long to hold in memory. The pieces in order, `header`, one
 * `row` for each item, `end`, are a text of the whole list.
 */
export interface RowWriter {
  readonly header: string;
  /** The text of the next item. A writer serves one list: it may have to tell the first item from the others. */
  row(value: unknown): string;
  readonly end: string;
}

/** A format of the wire. Both directions are pure functions of a value and its type. */
export interface Codec {
  /** Name of the format, also its suffix and its value of `?format=`. */
  readonly name: string;
  /** Media types: the one that answers have, and those that requests may have, in lower case. */
  readonly mediaTypes: { readonly answer: string; readonly request: readonly string[] };
  /** Whether browsers should save answers as a file instead of showing them. */
  readonly download: boolean;
  encode(value: unknown, type: WireType, options?: EncodeOptions): string;
  /** @throws DecodeError for text or bytes that are malformed or do not fit the type. */
  decode(input: string | Uint8Array, type: WireType, options?: DecodeOptions): unknown;
  /** Starts a list of such items. CSV takes objects only: a table needs columns. */
  rows(item: WireType, options?: EncodeOptions): RowWriter;
}
