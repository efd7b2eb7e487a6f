import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonObjectText } from '../src/json-text.ts';

const faultsOf = (text: string) => jsonObjectText.safeParse(text).error?.issues.map(({ message }) => message);

it.each([
  ['a number that is no double', '{"a":12345678901234567890}', /12345678901234567890/],
  ['a number with more digits than are kept', '{"a":0.10000000000000000001}', /0.1000/],
  ['a number beyond all doubles', '{"a":[1e400]}', /1e400/],
  ['a number below all doubles', '{"a":1e-400}', /1e-400/],
  ['a name given twice', '{"a":1,"\\u0061":2}', /twice/],
  ['a name given twice further in', '{"b":[{"a":{"x":1},"a":2}]}', /twice/],
  ['half of a surrogate pair', '{"a":"\\ud800"}', /surrogate/],
  ['half of a surrogate pair in a name', '{"\\udc00":1}', /surrogate/],
  ['NUL', '{"a":"\\u0000"}', /U\+0000/],
  ['more levels than are read', `{"a":${'['.repeat(64)}${']'.repeat(64)}}`, /64 levels/],
  ['so many levels that reading them fails', `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`, /64 levels/],
  ['no object', '[1]', /JSON object/],
])('refuses %s', (_, text, why) => {
  expect(faultsOf(text)).toEqual([expect.stringMatching(why)]);
});

it.each([
  '{"a":{"x":1},"b":{"x":1},"c":[{"x":1},{"x":1}]}',
  '{"__proto__":1,"constructor":{"prototype":2}}',
  '{"a":1.0,"b":-0,"c":1E3,"d":0.1,"e":1e21,"f":100000000000000000000,"g":5e-324,"h":0e999}',
  '{"a":"1e400 { [ \\" 12345678901234567890","b":"\\ud83d\\ude00"}',
  `{"a":${'['.repeat(63)}${']'.repeat(63)}}`,
])('takes what comes out as it went in: %s', (text) => {
  expect(faultsOf(text)).toBeUndefined();
});

it('takes all that JSON can write', () => {
  const value = fc.dictionary(
    fc.string({ unit: 'grapheme' }),
    fc.jsonValue({ stringUnit: 'grapheme', maxDepth: 3 }),
  );
  fc.assert(
    fc.property(value, fc.constantFrom(undefined, 1), (object, space) => {
      const text = JSON.stringify(object, null, space);
      fc.pre(!text.includes('\\u0000'));
      expect(faultsOf(text)).toBeUndefined();
    }),
  );
});
