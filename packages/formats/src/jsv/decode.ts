import type { ObjectType } from '@ai-sessions/contract';
import type { DecodeOptions } from '../codec.ts';
import { DecodeError, memberPath, misfit, positionAt } from '../decode-error.ts';
import { DEPTH_LIMIT, MEMBER_LIMIT, PROTOTYPE_NAME } from '../limits.ts';
import { memberNamed } from '../members.ts';
import { endOfQuoted, unquoted } from '../quoted.ts';
import { isScalar, parseScalar, wanted } from '../scalar.ts';
import type { ScalarType, WireType } from '../wire-type.ts';

/** Where a bare value ends: before a comma, and before the end of the object or list that it stands in. */
const BARE = { '}': /[^,{}]*/y, ']': /[^,{}[\]]*/y, '': /[^,]*/y } as const;
type Closing = keyof typeof BARE;

const BARE_NAME = /[^":,{}[\]]*/y;
const BLANKS = /\s*/y;
/** Blanks before a value in quotes that ends where a value ends. A bare text with quotes in it is none. */
const BEFORE_QUOTED = /\s+(?="(?:[^"]|"")*"\s*(?:[,\]}]|$))/y;
/** Blanks between a value in quotes and what comes after it. */
const BEFORE_END = /\s+(?=[,\]}])/y;
/** Blanks before an object or a list. */
const BEFORE_BRACKET = /\s+(?=[{[])/y;
const ANY: WireType = { kind: 'any' };

/**
 * Reads JSV as a value of a type. Blanks belong to bare values; around names, around a whole list, and around what
 * stands in quotes or brackets they are skipped, as JSON writes them. An empty value is null, for a whole object an empty object.
 *
 * @param path Where the value stands in a larger one.
 * @throws DecodeError with the position of what cannot be read or does not fit.
 */
export function decodeJsv(text: string, type: WireType, options: DecodeOptions, path = ''): unknown {
  return new JsvReader(text, options).readWhole(type, path);
}

class JsvReader {
  private index = 0;
  private readonly text: string;
  private readonly options: DecodeOptions;

  constructor(text: string, options: DecodeOptions) {
    this.text = text;
    this.options = options;
  }

  readWhole(type: WireType, path: string): unknown {
    if (isScalar(type)) return this.readWholeScalar(type, path);
    if (type.kind === 'list') return this.readWholeList(type.item, path);
    if (this.text === '') return type.kind === 'any' ? null : {};
    const value = this.readValue(type, path, '', 0);
    this.expectEnd();
    return value;
  }

  private readWholeScalar(type: ScalarType, path: string): unknown {
    if (this.text === '') return null;
    if (this.text.startsWith('"')) {
      const value = this.readValue(type, path, '', 0);
      this.expectEnd();
      return value;
    }
    return this.fit(this.text, type, path, 0);
  }

  /** A whole list may stand without brackets, as in queries. */
  private readWholeList(item: WireType, path: string): unknown {
    this.skip(BLANKS);
    if (this.text[this.index] !== '[') return this.readOpenList(item, path);
    const list = this.readList(item, path, 0);
    this.skip(BLANKS);
    this.expectEnd();
    return list;
  }

  private readOpenList(item: WireType, path: string): unknown {
    const end = this.text.trimEnd().length;
    const reader = end < this.text.length ? new JsvReader(this.text.slice(0, end), this.options) : this;
    reader.index = Math.min(this.index, end);
    const items: unknown[] = [];
    if (reader.index === end) return items;
    do items.push(reader.readValue(item, `${path}[${items.length}]`, '', 1));
    while (reader.eatComma());
    reader.expectEnd();
    return items;
  }

  /** Reads the value that stands here, inside what `closing` ends. Null when there is nothing. */
  private readValue(type: WireType, path: string, closing: Closing, depth: number): unknown {
    if (isScalar(type)) this.skip(BEFORE_QUOTED);
    else if (type.kind !== 'any') this.skip(BEFORE_BRACKET);
    const start = this.index;
    const next = this.text[start];
    if (next === undefined || next === ',' || next === closing) return null;
    if (next === '{' || next === '[') {
      if (next === '{' && type.kind === 'object') return this.readObject(type.type, path, depth);
      if (next === '{' && (type.kind === 'map' || type.kind === 'any')) {
        return this.readMap(type.kind === 'map' ? type.value : ANY, path, depth);
      }
      if (next === '[' && (type.kind === 'list' || type.kind === 'any')) {
        return this.readList(type.kind === 'list' ? type.item : ANY, path, depth);
      }
      throw misfit(path, wanted(type), positionAt(this.text, start));
    }
    const text = this.readText(closing);
    if (type.kind === 'any') return text;
    if (!isScalar(type)) throw misfit(path, wanted(type), positionAt(this.text, start));
    return this.fit(text, type, path, start);
  }

  private fit(text: string, type: ScalarType, path: string, start: number): unknown {
    const value = parseScalar(text, type);
    if (value === undefined) throw misfit(path, wanted(type), positionAt(this.text, start));
    return value;
  }

  private readText(closing: Closing): string {
    if (this.text[this.index] === '"') return this.readQuoted();
    const start = this.index;
    this.skip(BARE[closing]);
    return this.text.slice(start, this.index);
  }

  private readQuoted(): string {
    const start = this.index;
    const end = endOfQuoted(this.text, start);
    if (end < 0) this.fail('A text in quotes is not closed.');
    this.index = end;
    return unquoted(this.text.slice(start, end));
  }

  private readObject(type: ObjectType, path: string, depth: number): object {
    const result: Record<string, unknown> = {};
    const names = new Set<string>();
    this.readEntries(depth, (at) => {
      const name = this.readMemberName();
      this.remember(name.toLowerCase(), names, at);
      const member = memberNamed(type, name);
      if (!member) {
        this.options.onUnknown?.(name);
        this.skipValue('}', depth + 1);
        return;
      }
      const start = this.index;
      const memberAt = memberPath(path, member.name);
      const value = this.readValue(member.type, memberAt, '}', depth + 1);
      // A switch without a value is neither on nor left alone.
      if (value === null && member.type.kind === 'bool')
        throw misfit(memberAt, wanted(member.type), positionAt(this.text, start));
      if (value !== null) result[member.wireName] = value;
    });
    return result;
  }

  private readMap(type: WireType, path: string, depth: number): object {
    const result: Record<string, unknown> = {};
    const names = new Set<string>();
    this.readEntries(depth, (at) => {
      const name = this.readKey();
      if (name === PROTOTYPE_NAME) this.fail('This name cannot be a key.', at);
      this.remember(name, names, at);
      const value = this.readValue(type, memberPath(path, name), '}', depth + 1);
      if (value !== null) result[name] = value;
    });
    return result;
  }

  private remember(name: string, names: Set<string>, at: number): void {
    if (names.has(name)) this.fail('A member name occurs twice in an object.', at);
    names.add(name);
    if (names.size > MEMBER_LIMIT) this.fail(`An object has more than ${MEMBER_LIMIT} members.`, at);
  }

  /** Reads `{name:value,…}`; `readEntry` reads one entry, which starts at its argument. */
  private readEntries(depth: number, readEntry: (at: number) => void): void {
    this.enter(depth);
    if (this.isBlankUntil('}')) return;
    do readEntry(this.index);
    while (this.eatComma());
    if (!this.eat('}')) this.failExpecting("A comma or '}'");
  }

  private readList(item: WireType, path: string, depth: number): unknown[] {
    const items: unknown[] = [];
    this.readItems(depth, () => items.push(this.readValue(item, `${path}[${items.length}]`, ']', depth + 1)));
    return items;
  }

  /** Reads `[value,…]`; `readItem` reads one value. */
  private readItems(depth: number, readItem: () => void): void {
    this.enter(depth);
    if (this.isBlankUntil(']')) return;
    do readItem();
    while (this.eatComma());
    if (!this.eat(']')) this.failExpecting("A comma or ']'");
  }

  /** Passes over the value of a member that the type does not have. */
  private skipValue(closing: Closing, depth: number): void {
    this.skip(BEFORE_QUOTED);
    this.skip(BEFORE_BRACKET);
    const next = this.text[this.index];
    if (next === '{') {
      const names = new Set<string>();
      this.readEntries(depth, (at) => {
        this.remember(this.readMemberName().toLowerCase(), names, at);
        this.skipValue('}', depth + 1);
      });
    } else if (next === '[') {
      this.readItems(depth, () => this.skipValue(']', depth + 1));
    } else if (next !== undefined && next !== ',' && next !== closing) {
      this.readText(closing);
    }
  }

  private readMemberName(): string {
    this.skip(BLANKS);
    const name = this.text[this.index] === '"' ? this.readQuoted() : this.readBareName().trim();
    this.skip(BLANKS);
    this.expectColon();
    return name;
  }

  /** A key of a dictionary: blanks belong to it. */
  private readKey(): string {
    const key = this.text[this.index] === '"' ? this.readQuoted() : this.readBareName();
    this.expectColon();
    return key;
  }

  private readBareName(): string {
    const start = this.index;
    this.skip(BARE_NAME);
    if (this.index === start) this.failExpecting('A member name');
    return this.text.slice(start, this.index);
  }

  private expectColon(): void {
    if (!this.eat(':')) this.failExpecting('A colon');
  }

  private enter(depth: number): void {
    if (depth >= DEPTH_LIMIT) this.fail(`Nesting is deeper than ${DEPTH_LIMIT} levels.`);
    this.index++;
  }

  /** Whether nothing but blanks stands before the closing bracket, which is then passed. */
  private isBlankUntil(closing: ']' | '}'): boolean {
    const start = this.index;
    this.skip(BLANKS);
    if (this.eat(closing)) return true;
    this.index = start;
    return false;
  }

  /** Blanks that belong to no value stand before a comma or a bracket only. */
  private eatComma(): boolean {
    this.skip(BEFORE_END);
    return this.eat(',');
  }

  private eat(character: string): boolean {
    if (this.text[this.index] !== character) return false;
    this.index++;
    return true;
  }

  private skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.index;
    const found = pattern.test(this.text);
    if (found) this.index = pattern.lastIndex;
    return found;
  }

  private expectEnd(): void {
    if (this.index < this.text.length) this.fail('The text goes on after its end.');
  }

  private failExpecting(what: string): never {
    this.fail(this.index >= this.text.length ? 'The text ends too early.' : `${what} is expected here.`);
  }

  private fail(reason: string, at = this.index): never {
    throw new DecodeError(reason, { position: positionAt(this.text, at) });
  }
}
