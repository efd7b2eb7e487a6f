import type { Member } from '@ai-sessions/contract';
import { DecodeError, positionAt } from '../decode-error.ts';
import { DEPTH_LIMIT, MEMBER_LIMIT, PROTOTYPE_NAME } from '../limits.ts';
import { memberNamed } from '../members.ts';
import type { WireType } from '../wire-type.ts';

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in texts
const PLAIN_TEXT = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const WORDS = ['true', 'false', 'null'];
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

interface Container {
  readonly closing: ']' | '}';
  /** What the type says it is; undefined inside members that the type does not have. */
  readonly type: WireType | undefined;
  /** Members and names so far when it is an object: names as they are in a dictionary, else in lower case. */
  names?: Set<Member | string>;
}

/** The type of the items or entries of a container without members. */
function itemTypeOf(type: WireType | undefined): WireType | undefined {
  switch (type?.kind) {
    case 'list':
      return type.item;
    case 'map':
      return type.value;
    case 'any':
      return type;
    default:
      return undefined;
  }
}

/**
 * Checks a text against the grammar of JSON and our limits in one pass without recursion: nesting, members of an
 * object, names that occur twice (in any case, except in dictionaries, whose keys have a case).
 *
 * @throws DecodeError with the position of the first fault.
 */
export function checkJson(text: string, type: WireType): void {
  let index = 0;
  let expected: WireType | undefined = type;
  const stack: Container[] = [];

  function fail(message: string, at = index): never {
    throw new DecodeError(message, { position: positionAt(text, at) });
  }

  function skipWhitespace(): void {
    for (;;) {
      const code = text.charCodeAt(index);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      index++;
    }
  }

  function skip(pattern: RegExp): boolean {
    pattern.lastIndex = index;
    const found = pattern.test(text);
    if (found) index = pattern.lastIndex;
    return found;
  }

  function readString(): string {
    const start = index;
    index++;
    for (;;) {
      skip(PLAIN_TEXT);
      const code = text.charCodeAt(index);
      if (code === QUOTE) return text.slice(start, ++index);
      if (Number.isNaN(code)) fail('A text in quotes is not closed.', start);
      if (code !== BACKSLASH) fail('A control character in a text must be escaped.');
      if (!skip(ESCAPE)) fail('There is no such escape sequence.');
    }
  }

  function readName(container: Container): void {
    const at = index;
    if (text.charCodeAt(index) !== QUOTE) fail('A member name in quotes is expected here.');
    const quoted = readString();
    const name = quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
    const member = container.type?.kind === 'object' ? memberNamed(container.type.type, name) : undefined;
    const hasKeys = container.type?.kind === 'map' || container.type?.kind === 'any';
    if (hasKeys && name === PROTOTYPE_NAME) fail('This name cannot be a key.', at);
    const key = member ?? (hasKeys ? name : name.toLowerCase());
    container.names ??= new Set();
    if (container.names.has(key)) fail('A member name occurs twice in an object.', at);
    container.names.add(key);
    if (container.names.size > MEMBER_LIMIT) fail(`An object has more than ${MEMBER_LIMIT} members.`, at);
    expected = member ? member.type : itemTypeOf(container.type);
    skipWhitespace();
    if (text[index] !== ':') fail('A colon is expected here.');
    index++;
    skipWhitespace();
  }

  function readScalar(): void {
    if (text.charCodeAt(index) === QUOTE) {
      readString();
      return;
    }
    if (skip(NUMBER)) return;
    const word = WORDS.find((candidate) => text.startsWith(candidate, index));
    if (!word) fail(index >= text.length ? 'The text ends too early.' : 'A value is expected here.');
    index += word.length;
  }

  /** Enters a container. Returns whether it holds something. */
  function open(closing: ']' | '}'): boolean {
    if (stack.length === DEPTH_LIMIT) fail(`Nesting is deeper than ${DEPTH_LIMIT} levels.`);
    const isObject = expected?.kind === 'object' || expected?.kind === 'map';
    const fits = expected?.kind === 'any' || isObject === (closing === '}');
    const container: Container = { closing, type: fits ? expected : undefined };
    stack.push(container);
    index++;
    skipWhitespace();
    if (text[index] === closing) return false;
    if (closing === '}') readName(container);
    else expected = itemTypeOf(container.type);
    return true;
  }

  /** Closes containers for as long as they end here. Returns whether another value follows. */
  function afterValue(): boolean {
    for (;;) {
      skipWhitespace();
      const top = stack.at(-1);
      const atEnd = index >= text.length;
      if (!top) return atEnd ? false : fail('The text goes on after its end.');
      if (text[index] === top.closing) {
        stack.pop();
        index++;
        continue;
      }
      if (text[index] !== ',') {
        fail(atEnd ? 'The text ends too early.' : `A comma or '${top.closing}' is expected here.`);
      }
      index++;
      skipWhitespace();
      if (top.closing === '}') readName(top);
      else expected = itemTypeOf(top.type);
      return true;
    }
  }

  skipWhitespace();
  for (;;) {
    const character = text[index];
    if (character === '{' || character === '[') {
      if (open(character === '{' ? '}' : ']')) continue;
    } else {
      readScalar();
    }
    if (!afterValue()) return;
  }
}
