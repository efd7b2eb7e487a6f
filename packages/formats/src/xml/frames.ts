import type { ObjectType } from '@ai-sessions/contract';
import { byType } from '../by-type.ts';
import type { DecodeOptions } from '../codec.ts';
import { memberPath } from '../decode-error.ts';
import { MEMBER_LIMIT, PROTOTYPE_NAME } from '../limits.ts';
import { isScalar, parseScalar, wanted } from '../scalar.ts';
import type { ScalarType, WireType } from '../wire-type.ts';
import { ARRAYS, entryName, itemName, type XmlMember, xmlMembers } from './names.ts';

/** The reader that frames belong to. */
export interface Reading {
  readonly options: DecodeOptions;
  fail(reason: string, path?: string): never;
}

/** An element that is being read. */
export interface Frame {
  /** Begins an element inside; undefined when it is to be passed over. */
  child(local: string, namespace: string, isNil: boolean): Frame | undefined;
  text(part: string): void;
  end(): void;
}

type Done = (value: unknown) => void;

/** Begins an element that holds a value of a type. `done` is told the value when the element ends. */
export function frameOf(reading: Reading, type: WireType, path: string, isNil: boolean, done: Done): Frame {
  if (isNil) return nilFrame(reading, path, done);
  switch (type.kind) {
    case 'object':
      return objectFrame(reading, type.type, path, done);
    case 'list':
      return listFrame(reading, type.item, path, done);
    case 'map':
      return mapFrame(reading, type.value, path, done);
    default:
      return textFrame(reading, isScalar(type) ? type : { kind: 'string' }, path, done);
  }
}

/** An element that says it is nothing: what it holds all the same must not be lost without a word. */
function nilFrame(reading: Reading, path: string, done: Done): Frame {
  return {
    child(local) {
      reading.options.onUnknown?.(local);
      return undefined;
    },
    text(part) {
      if (part.trim() !== '') reading.fail(`${subject(path)} is nil and must hold nothing.`, path);
    },
    end: () => done(null),
  };
}

function textFrame(reading: Reading, type: ScalarType, path: string, done: Done): Frame {
  let text = '';
  const unfit = () => reading.fail(`${subject(path)} must be ${wanted(type)}.`, path);
  return {
    child: unfit,
    text(part) {
      text += part;
    },
    end() {
      const value = type.kind === 'bool' ? parseBoolean(text) : parseScalar(text, type);
      done(value === undefined ? unfit() : value);
    },
  };
}

/** XML Schema knows these four words only. */
function parseBoolean(text: string): boolean | undefined {
  const word = text.trim();
  if (word === 'true' || word === '1') return true;
  return word === 'false' || word === '0' ? false : undefined;
}

/** An element with elements inside: blanks between them do not count, other text is refused. */
function elementFrame(reading: Reading, path: string, child: Frame['child'], end: () => void): Frame {
  return {
    child,
    text(part) {
      if (part.trim() !== '') reading.fail(`${subject(path)} must hold elements, not text.`, path);
    },
    end,
  };
}

const membersByName = byType(
  (type: ObjectType): ReadonlyMap<string, XmlMember> =>
    new Map(xmlMembers(type).map((member) => [`${member.namespace} ${member.local}`, member])),
);

function objectFrame(reading: Reading, type: ObjectType, path: string, done: Done): Frame {
  const result: Record<string, unknown> = {};
  const seen = new Set<XmlMember>();
  let count = 0;
  return elementFrame(
    reading,
    path,
    (local, namespace, isNil) => {
      if (++count > MEMBER_LIMIT) reading.fail(`An object has more than ${MEMBER_LIMIT} members.`, path);
      const member = membersByName(type).get(`${namespace} ${local}`);
      if (!member) {
        reading.options.onUnknown?.(local);
        return undefined;
      }
      const inner = memberPath(path, member.local);
      if (seen.has(member)) reading.fail(`'${inner}' occurs twice.`, inner);
      seen.add(member);
      return frameOf(reading, member.type, inner, isNil, (value) => {
        if (value !== null) result[member.wireName] = value;
      });
    },
    () => done(result),
  );
}

function listFrame(reading: Reading, item: WireType, path: string, done: Done): Frame {
  const items: unknown[] = [];
  const name = itemName(item);
  return elementFrame(
    reading,
    path,
    (local, namespace, isNil) => {
      if (local === name.local && namespace === name.namespace)
        return frameOf(reading, item, `${path}[${items.length}]`, isNil, (value) => items.push(value));
      reading.options.onUnknown?.(local);
      return undefined;
    },
    () => done(items),
  );
}

function mapFrame(reading: Reading, type: WireType, path: string, done: Done): Frame {
  const result: Record<string, unknown> = {};
  const keys = new Set<string>();
  const name = entryName(type);
  const add = (key: string, value: unknown) => {
    if (key === PROTOTYPE_NAME) reading.fail('This name cannot be a key.', path);
    if (keys.has(key)) reading.fail('A key occurs twice in a dictionary.', path);
    keys.add(key);
    if (keys.size > MEMBER_LIMIT) reading.fail(`A dictionary has more than ${MEMBER_LIMIT} entries.`, path);
    if (value !== null) result[key] = value;
  };
  return elementFrame(
    reading,
    path,
    (local, namespace) =>
      local === name.local && namespace === ARRAYS ? entryFrame(reading, type, path, add) : undefined,
    () => done(result),
  );
}

function entryFrame(
  reading: Reading,
  type: WireType,
  path: string,
  add: (key: string, value: unknown) => void,
): Frame {
  const parts: { Key?: unknown; Value?: unknown } = {};
  return elementFrame(
    reading,
    path,
    (local, namespace, isNil) => {
      if (namespace !== ARRAYS || (local !== 'Key' && local !== 'Value')) return undefined;
      if (local in parts) reading.fail(`'${local}' occurs twice in an entry.`, path);
      parts[local] = null;
      const inner: WireType = local === 'Key' ? { kind: 'string' } : type;
      return frameOf(reading, inner, `${path}.${local}`, isNil, (value) => {
        parts[local] = value;
      });
    },
    () => {
      if (typeof parts.Key !== 'string') reading.fail('An entry of a dictionary needs a key.', path);
      add(parts.Key, parts.Value ?? null);
    },
  );
}

function subject(path: string): string {
  return path ? `'${path}'` : 'The body';
}
