import { DecodeError, positionAt } from './decode-error.ts';
import { DEPTH_LIMIT, MEMBER_LIMIT } from './limits.ts';

const WHITESPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPE = /(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const WORDS = ['true', 'false', 'null'];

interface Container {
  readonly closing: ']' | '}';
  /** Names so far, in lower case, when it is an object. */
  readonly names: Set<string>;
}

/**
 * Checks a text against the grammar of JSON and our limits in one pass without recursion: nesting, members of an
 * object, names that occur twice in any case.
 *
 * @throws DecodeError with the position of the first fault.
 */
export function checkJson(text: string): void {
  let index = 0;
  const stack: Container[] = [];

  function fail(message: string, at = index): never {
    throw new DecodeError(message, { position: positionAt(text, at) });
  }

  function skipWhitespace(): void {
    WHITESPACE.lastIndex = index;
    WHITESPACE.test(text);
    index = WHITESPACE.lastIndex;
  }

  function readString(): string {
    const start = index;
    for (index++; ; index++) {
      const code = text.charCodeAt(index);
      if (code === 0x22) return text.slice(start, ++index);
      if (Number.isNaN(code)) fail('A text in quotes is not closed.', start);
      if (code < 0x20) fail('A control character in a text must be escaped.');
      if (code === 0x5c) {
        ESCAPE.lastIndex = index + 1;
        if (!ESCAPE.test(text)) fail('There is no such escape sequence.');
        index = ESCAPE.lastIndex - 1;
      }
    }
  }

  function readName(names: Set<string>): void {
    const at = index;
    if (text[index] !== '"') fail('A member name in quotes is expected here.');
    const quoted = readString();
    const name = (quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1)).toLowerCase();
    if (names.has(name)) fail('A member name occurs twice in an object.', at);
    names.add(name);
    if (names.size > MEMBER_LIMIT) fail(`An object has more than ${MEMBER_LIMIT} members.`, at);
    skipWhitespace();
    if (text[index] !== ':') fail('A colon is expected here.');
    index++;
    skipWhitespace();
  }

  function open(closing: ']' | '}'): void {
    if (stack.length === DEPTH_LIMIT) fail(`Nesting is deeper than ${DEPTH_LIMIT} levels.`);
    stack.push({ closing, names: new Set() });
    index++;
    skipWhitespace();
  }

  function readScalar(): void {
    if (text[index] === '"') {
      readString();
      return;
    }
    const word = WORDS.find((candidate) => text.startsWith(candidate, index));
    if (word) {
      index += word.length;
      return;
    }
    NUMBER.lastIndex = index;
    if (!NUMBER.test(text))
      fail(index >= text.length ? 'The text ends too early.' : 'A value is expected here.');
    index = NUMBER.lastIndex;
  }

  /** Closes containers for as long as they end here. Returns whether another value follows. */
  function afterValue(): boolean {
    for (;;) {
      skipWhitespace();
      const top = stack.at(-1);
      if (!top) {
        if (index < text.length) fail('The text goes on after its end.');
        return false;
      }
      if (text[index] === top.closing) {
        stack.pop();
        index++;
        continue;
      }
      if (text[index] !== ',')
        fail(
          index >= text.length ? 'The text ends too early.' : `A comma or '${top.closing}' is expected here.`,
        );
      index++;
      skipWhitespace();
      if (top.closing === '}') readName(top.names);
      return true;
    }
  }

  skipWhitespace();
  for (;;) {
    const character = text[index];
    if (character === '{' || character === '[') {
      open(character === '{' ? '}' : ']');
      const top = stack.at(-1);
      if (top && text[index] !== top.closing) {
        if (top.closing === '}') readName(top.names);
        continue;
      }
    } else {
      readScalar();
    }
    if (!afterValue()) return;
  }
}
