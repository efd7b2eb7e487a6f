import fc from 'fast-check';
import { expect, it } from 'vitest';
import { argumentsHash } from '../src/function/arguments-hash.ts';

/** JSON as arguments have it: texts without halves of surrogate pairs, numbers that a double holds. */
const text = fc.string({ unit: 'grapheme' });
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    text,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
}));
const values = fc.dictionary(text, value, { maxKeys: 5 });

/** Chooses one of two ways to write something, again and again. */
type Coin = () => boolean;

function written(given: unknown, coin: Coin): string {
  const blank = () => (coin() ? ' ' : coin() ? '\n\t' : '');
  const listed = (open: string, items: readonly string[], close: string) =>
    `${blank()}${open}${blank()}${items.join(`${blank()},${blank()}`)}${blank()}${close}${blank()}`;
  if (typeof given === 'string') return writtenText(given, coin);
  if (typeof given === 'number') return coin() ? JSON.stringify(given) : given.toExponential();
  if (Array.isArray(given))
    return listed(
      '[',
      given.map((one) => written(one, coin)),
      ']',
    );
  if (typeof given === 'object' && given !== null) {
    const entries = Object.entries(given);
    const ordered = coin() ? entries : entries.toReversed();
    const members = ordered.map(
      ([name, one]) => `${writtenText(name, coin)}${blank()}:${blank()}${written(one, coin)}`,
    );
    return listed('{', members, '}');
  }
  return JSON.stringify(given);
}

function writtenText(given: string, coin: Coin): string {
  const units = Array.from({ length: given.length }, (_, index) => given.charAt(index));
  const escaped = units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return coin() ? JSON.stringify(given) : `"${escaped.join('')}"`;
}

it('is the same for whatever means the same, however it is written', () => {
  fc.assert(
    fc.property(values, fc.infiniteStream(fc.boolean()), (given, stream) => {
      const coin: Coin = () => stream.next().value === true;
      expect(argumentsHash(written(given, coin))).toBe(argumentsHash(JSON.stringify(given)));
    }),
  );
});

it('is another one for whatever means something else', () => {
  fc.assert(
    fc.property(values, values, (one, other) => {
      const isSame = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
      expect(argumentsHash(JSON.stringify(one)) === argumentsHash(JSON.stringify(other))).toBe(isSame);
    }),
  );
});

function sorted(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(sorted);
  if (typeof given !== 'object' || given === null) return given;
  return Object.entries(given)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, inner]) => ({ name, inner: sorted(inner) }));
}

it.each([
  ['{"a":1,"b":2}', '{"b":2,"a":1}', true],
  ['{"a":1}', '{ "a" : 1.0 }', true],
  ['{"a":100}', '{"a":1E2}', true],
  ['{"a":0}', '{"a":-0}', true],
  ['{"é":1}', '{"\\u00e9":1}', true],
  ['{"a":1}', '{"a":"1"}', false],
  ['{"a":[1,2]}', '{"a":[2,1]}', false],
  ['{"a":null}', '{}', false],
  ['{"é":1}', '{"e\u0301":1}', false],
])('of %s and of %s: %s', (one, other, isSame) => {
  expect(argumentsHash(one) === argumentsHash(other)).toBe(isSame);
});

it('of nothing is that of no arguments', () => {
  expect(argumentsHash(undefined)).toBe(argumentsHash('{}'));
  expect(argumentsHash('{}')).toMatch(/^[\w-]{43}$/);
});
