import { DecodeError, positionAt } from '../decode-error.ts';
import { DEPTH_LIMIT, MEMBER_LIMIT } from '../limits.ts';
import { endOfQuoted, unquoted } from '../quoted.ts';

/** One cell of a row. */
export interface Cell {
  readonly text: string;
  /** Stood in quotes: an empty text rather than nothing. */
  readonly quoted: boolean;
  /** Where it starts. */
  readonly index: number;
}

const BARE = /[^,\r\n]*/y;
const CLOSING: Readonly<Record<string, string>> = { '[': ']', '{': '}' };
/** How often the text may be searched in vain for closing brackets before it is refused. */
const SEARCH_FACTOR = 4;
const BRACKET_OR_END = /[^[\]{}"\r\n]*/y;

/**
 * Splits CSV into rows of cells, one row at a time. Rows end at LF or CR LF, or at CR where the first does; rows
 * without any character are
 * passed over. A cell may stand in quotes, or in balanced brackets with commas inside.
 */
export class CsvRows {
  private index = 0;
  /** Characters looked at in vain for the end of a bracket. Bounded, so that reading stays linear. */
  private searched = 0;
  /** Whether rows end at CR alone: the end of the first row tells. */
  private loneCrEnds: boolean | undefined;
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /**
   * The cells of the next row, or undefined after the last.
   *
   * @throws DecodeError
   */
  next(): readonly Cell[] | undefined {
    while (this.index < this.text.length && this.endRow());
    if (this.index >= this.text.length) return undefined;
    const cells: Cell[] = [];
    do {
      if (cells.length === MEMBER_LIMIT) this.fail(`A row has more than ${MEMBER_LIMIT} cells.`);
      cells.push(this.readCell());
    } while (this.eat(','));
    if (!this.endRow()) this.fail('A comma or the end of the row is expected here.');
    return cells;
  }

  /** @throws DecodeError always. */
  fail(reason: string, at = this.index): never {
    throw new DecodeError(reason, { position: positionAt(this.text, at) });
  }

  private readCell(): Cell {
    const start = this.index;
    const first = this.text[start];
    if (first === '"') {
      this.index = endOfQuoted(this.text, start);
      if (this.index < 0) this.fail('A cell in quotes is not closed.', start);
      return { text: unquoted(this.text.slice(start, this.index)), quoted: true, index: start };
    }
    if ((first === '[' || first === '{') && this.skipBrackets()) {
      return { text: this.text.slice(start, this.index), quoted: false, index: start };
    }
    do this.skip(BARE);
    while (this.text[this.index] === '\r' && !this.isRowEnd() && ++this.index);
    return { text: this.text.slice(start, this.index), quoted: false, index: start };
  }

  /** Passes over a cell in balanced brackets. Otherwise stays: then it is a text that starts with a bracket. */
  private skipBrackets(): boolean {
    const start = this.index;
    const end = this.endOfBrackets();
    const after = this.text[end];
    if (end > 0 && (after === ',' || after === '\n' || after === '\r' || after === undefined)) {
      this.index = end;
      return true;
    }
    this.index = start;
    return false;
  }

  /** Index after the bracket that closes the one here, or -1 when the row has none. */
  private endOfBrackets(): number {
    const open: string[] = [];
    let at = this.index;
    for (;;) {
      const character = this.text[at] ?? '';
      const closing = CLOSING[character];
      if (closing && open.length < DEPTH_LIMIT) {
        open.push(closing);
        at++;
      } else if (character === '"') {
        const end = endOfQuoted(this.text, at);
        at = end < 0 ? this.text.length : end;
      } else if (character !== '' && character === open.pop()) {
        at++;
        if (open.length === 0) return at;
      } else {
        return this.giveUp(at);
      }
      BRACKET_OR_END.lastIndex = at;
      BRACKET_OR_END.test(this.text);
      at = BRACKET_OR_END.lastIndex;
    }
  }

  private giveUp(at: number): -1 {
    this.searched += at - this.index;
    if (this.searched > SEARCH_FACTOR * this.text.length) this.fail('Too many brackets are not closed.');
    return -1;
  }

  /** Passes over the end of a row, if it is here. */
  private endRow(): boolean {
    if (this.index >= this.text.length) return true;
    if (!this.isRowEnd()) return false;
    const isLoneCr = this.eat('\r') && this.text[this.index] !== '\n';
    this.loneCrEnds ??= isLoneCr;
    if (!isLoneCr) this.eat('\n');
    return true;
  }

  /** Whether a row ends here. A CR alone is a character like any other once a row has ended in another way. */
  private isRowEnd(): boolean {
    const next = this.text[this.index];
    if (next !== '\r') return next === '\n';
    return this.text[this.index + 1] === '\n' || this.loneCrEnds !== false;
  }

  private eat(character: string): boolean {
    if (this.text[this.index] !== character) return false;
    this.index++;
    return true;
  }

  private skip(pattern: RegExp): void {
    pattern.lastIndex = this.index;
    pattern.test(this.text);
    this.index = pattern.lastIndex;
  }
}
