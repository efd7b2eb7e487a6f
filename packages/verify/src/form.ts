import { Fault } from './fault.ts';

/** What a member may be. Texts can be held to a pattern. */
type Form =
  | { readonly kind: 'text'; readonly pattern?: RegExp }
  | { readonly kind: 'int' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'list'; readonly item: Form }
  | { readonly kind: 'object'; readonly members: Members };

/** The members of an object in the order in which they are written. */
type Members = Readonly<Record<string, Form & { readonly optional?: true }>>;

/** The value of a form. */
export type ValueOf<F extends Form> = F extends { readonly kind: 'text' }
  ? string
  : F extends { readonly kind: 'int' }
    ? number
    : F extends { readonly kind: 'boolean' }
      ? boolean
      : F extends { readonly kind: 'list'; readonly item: infer Item extends Form }
        ? readonly ValueOf<Item>[]
        : F extends { readonly kind: 'object'; readonly members: infer M extends Members }
          ? ObjectOf<M>
          : never;

type OptionalNames<M extends Members> = {
  [Name in keyof M]: M[Name] extends { readonly optional: true } ? Name : never;
}[keyof M];

type ObjectOf<M extends Members> = {
  readonly [Name in Exclude<keyof M, OptionalNames<M>>]: ValueOf<M[Name]>;
} & {
  readonly [Name in OptionalNames<M>]?: ValueOf<M[Name]> | undefined;
};

export const text = { kind: 'text' } as const;
export const int = { kind: 'int' } as const;
export const boolean = { kind: 'boolean' } as const;
/** So many bytes in hexadecimal digits. */
export const hex = (bytes: number) =>
  ({ kind: 'text', pattern: new RegExp(`^[0-9a-f]{${bytes * 2}}$`) }) as const;
/** `2026-03-02T09:14:05.120Z`. */
export const instant = { kind: 'text', pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/ } as const;
export const list = <const Item extends Form>(item: Item) => ({ kind: 'list', item }) as const;
export const object = <const M extends Members>(members: M) => ({ kind: 'object', members }) as const;
export const optional = <const F extends Form>(form: F) => ({ ...form, optional: true }) as const;

/**
 * Writes a value as it stands in a file: JSON without blanks, members in the order of the form, absent ones left out.
 * There is one such text for each value.
 */
export function write(form: Form, value: unknown): string {
  if (form.kind === 'list') {
    return `[${(Array.isArray(value) ? value : []).map((item) => write(form.item, item)).join(',')}]`;
  }
  if (form.kind === 'object') {
    const members = Object.entries(form.members).flatMap(([name, member]) => {
      const inner = memberOf(value, name);
      return inner === undefined || inner === null ? [] : [`${JSON.stringify(name)}:${write(member, inner)}`];
    });
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}

/**
 * The same for a line of JSON Lines: without the line ends of Unicode that JSON leaves as they are, which some readers take
 * for the end of a line.
 */
export function writeLine(form: Form, value: unknown): string {
  return write(form, value).replace(
    /[\u0085\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * Reads a text that {@link write} wrote, or another writer, and nothing else: any other byte is found.
 *
 * @throws Fault naming the member or the byte.
 */
export function read<F extends Form>(form: F, bytes: Uint8Array, writer = write): ValueOf<F> {
  let given: string;
  try {
    given = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Fault(`byte ${firstBadByte(bytes)}`, 'This is not UTF-8.');
  }
  let value: unknown;
  try {
    value = JSON.parse(given);
  } catch (error) {
    throw new Fault(placeIn(given, error), 'This is not JSON, or it ends too early.');
  }
  check(form, value, '');
  const written = writer(form, value);
  if (written !== given) {
    throw new Fault(
      `byte ${firstDifference(Buffer.from(written), bytes)}`,
      'This is not how the file was written.',
    );
  }
  return value as ValueOf<F>;
}

function check(form: Form, value: unknown, path: string): void {
  const wrong = (expected: string) => new Fault(path || '/', `This is not ${expected}.`);
  switch (form.kind) {
    case 'text':
      if (typeof value !== 'string') throw wrong('a text');
      if (form.pattern && !form.pattern.test(value)) throw wrong('written as it has to be');
      return;
    case 'int':
      if (!Number.isSafeInteger(value)) throw wrong('a whole number');
      return;
    case 'boolean':
      if (typeof value !== 'boolean') throw wrong('true or false');
      return;
    case 'list':
      if (!Array.isArray(value)) throw wrong('a list');
      for (const [at, item] of value.entries()) check(form.item, item, `${path}/${at}`);
      return;
    case 'object': {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong('an object');
      for (const name of Object.keys(value)) {
        if (!Object.hasOwn(form.members, name))
          throw new Fault(`${path}/${name}`, 'There is no such member.');
      }
      for (const [name, member] of Object.entries(form.members)) {
        const inner = memberOf(value, name);
        if (inner !== undefined) check(member, inner, `${path}/${name}`);
        else if (!member.optional) throw new Fault(`${path}/${name}`, 'This is missing.');
      }
    }
  }
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  const inner: unknown = Reflect.get(value, name);
  return inner;
}

/** The first byte in which two differ, counted from 0. */
function firstDifference(expected: Uint8Array, given: Uint8Array): number {
  const at = expected.findIndex((byte, index) => byte !== given[index]);
  return at === -1 ? expected.length : at;
}

function firstBadByte(bytes: Uint8Array): number {
  const given = Buffer.from(bytes);
  return firstDifference(Buffer.from(given.toString('utf8')), given);
}

/** Where JSON.parse stopped, as far as it says so. */
function placeIn(given: string, error: unknown): string {
  const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
  const before = position === undefined ? given : given.slice(0, Number(position));
  return `byte ${Buffer.byteLength(before)}`;
}
