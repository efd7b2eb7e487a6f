import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codecs, type FormatName, type WireType } from '../src/index.ts';
import { everything, type Lossy, valuesOf } from './arbitrary.ts';

// XML has no way to write most control characters and two others.
const xmlCharacters = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

const formats: readonly (readonly [FormatName, Lossy])[] = [
  ['json', {}],
  ['jsonl', {}],
  ['jsv', {}],
  ['csv', { emptyTextIsNull: true }],
  ['xml', { characters: xmlCharacters }],
];

describe.each(formats)('%s', (name, lossy) => {
  const codec = codecs[name];
  const list: WireType = { kind: 'list', item: everything };
  // A row of CSV in which everything is absent is still a row: it has commas.
  const items = fc.array(valuesOf(everything, lossy), { maxLength: 4 });

  it('gives back an object as it was', () => {
    fc.assert(
      fc.property(valuesOf(everything, lossy), (value) => {
        expect(codec.decode(codec.encode(value, everything), everything)).toEqual(value);
      }),
      { numRuns: 300 },
    );
  });

  it('gives back a list as it was, from text and from bytes', () => {
    fc.assert(
      fc.property(items, (values) => {
        const text = codec.encode(values, list);
        expect(codec.decode(text, list)).toEqual(values);
        expect(codec.decode(Buffer.from(text), list)).toEqual(values);
      }),
      { numRuns: 100 },
    );
  });

  it('writes a list row by row as it writes it at once', () => {
    fc.assert(
      fc.property(items, (values) => {
        const { header, row, end } = codec.rows(everything);
        expect(header + values.map((value) => row(value)).join('') + end).toBe(codec.encode(values, list));
      }),
      { numRuns: 50 },
    );
  });
});

it('JSON is what the platform reads', () => {
  fc.assert(
    fc.property(valuesOf(everything), (value) => {
      expect(JSON.parse(codecs.json.encode(value, everything))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
