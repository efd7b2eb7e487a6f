/** Where a text stops making sense: counted from 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

interface Where {
  /** Position in the text, for text that cannot be read at all. */
  readonly position?: TextPosition;
  /** Path of the member at fault in declared names (`SpecificIds[2]`), for text that can be read but does not fit. */
  readonly path?: string;
}

/** A body or a value that cannot be read. The only thing that decoders throw, whatever they are given. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  readonly position: TextPosition | undefined;
  readonly path: string | undefined;

  constructor(message: string, { position, path }: Where = {}) {
    super(position ? `${message} (line ${position.line}, column ${position.column})` : message);
    this.position = position;
    this.path = path;
  }
}

/** The line and column of an index into a text. */
export function positionAt(text: string, index: number): TextPosition {
  let line = 1;
  let start = 0;
  for (
    let newline = text.indexOf('\n');
    newline >= 0 && newline < index;
    newline = text.indexOf('\n', start)
  ) {
    line++;
    start = newline + 1;
  }
  return { line, column: index - start + 1 };
}
