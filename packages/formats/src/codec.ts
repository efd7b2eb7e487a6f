import type { TypeRef } from '@ai-sessions/contract';

/** Choices in writing. */
export interface EncodeOptions {
  /** CSV: put an apostrophe before cells that a spreadsheet would run as formulas. */
  readonly safe?: boolean;
}

/** Choices in reading. */
export interface DecodeOptions {
  /** Told of every member name that the type does not have. */
  readonly onUnknown?: (name: string) => void;
}

/** A format of the wire. Both directions are pure functions of a value and its type. */
export interface Codec {
  /** Media types: the one that answers have, and those that requests may have, in lower case. */
  readonly mediaTypes: { readonly answer: string; readonly request: readonly string[] };
  /** Whether browsers should save answers as a file instead of showing them. */
  readonly download: boolean;
  encode(value: unknown, type: TypeRef, options?: EncodeOptions): string;
  /** @throws DecodeError for a text that is malformed or does not fit the type. */
  decode(text: string, type: TypeRef, options?: DecodeOptions): unknown;
}
