/** Where a text stops making sense: counted from 1, columns in UTF-16 units. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** What is known about the place of a fault. */
export interface Where {
  /** Position in the text. */
  readonly position?: TextPosition;
  /** Path of the member at fault in declared names (`SpecificIds[2]`). */
  readonly path?: string;
}

/**
 * A body or a value that cannot be read. The only thing that decoders throw, whatever they are given. Messages
 * never repeat a value, so that they can be shown anywhere.
 */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  /** The message without the position. */
  readonly reason: string;
  readonly position: TextPosition | undefined;
  readonly path: string | undefined;

  constructor(reason: string, { position, path }: Where = {}) {
    super(position ? `${reason} (line ${position.line}, column ${position.column})` : reason);
    this.reason = reason;
    this.position = position;
    this.path = path;
  }
}

/** The error of a value that can be read but does not fit its type. `path` is empty for the body itself. */
export function misfit(path: string, wanted: string, position?: TextPosition): DecodeError {
  return new DecodeError(path ? `'${path}' must be ${wanted}.` : `The body must be ${wanted}.`, {
    path: path || undefined,
    position,
  });
}

const LINE_END = /\r\n|[\r\n]/g;

/** The line and column of an index into a text. */
export function positionAt(text: string, index: number): TextPosition {
  let line = 1;
  let start = 0;
  for (const { index: end, 0: lineEnd } of text.slice(0, index).matchAll(LINE_END)) {
    line++;
    start = end + lineEnd.length;
  }
  return { line, column: index - start + 1 };
}

/** The path of a member inside the value at `path`. */
export function memberPath(path: string, name: string): string {
  return path ? `${path}.${name}` : name;
}
