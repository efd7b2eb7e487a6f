import { ExportAISessions } from '@ai-sessions/contract';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { codecs, onOneLine } from '../src/index.ts';

const row = { kind: 'object', type: ExportAISessions.response.type } as const;
const rows = { kind: 'list', item: row } as const;
/** What ends a line by the rules of Unicode (UAX 14), as Python's `splitlines` has it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const LINE_END = /\r\n|[\n\v\f\r\u001c-\u001e\u0085\u2028\u2029]/;

const purpose = fc.string({
  unit: fc.constantFrom(
    'a',
    '"',
    '\\',
    '\n',
    '\r',
    '\v',
    '\f',
    '\u001c',
    '\u0085',
    '\u2028',
    '\u2029',
    '\u{1f600}',
  ),
});

it('JSON Lines has as many lines as records, whoever counts them, and loses nothing', () => {
  fc.assert(
    fc.property(fc.array(purpose), (purposes) => {
      const sessions = purposes.map((text) => ({ purpose: text }));
      const { header, row: write, end } = codecs.jsonl.rows(row);
      for (const text of [codecs.jsonl.encode(sessions, rows), header + sessions.map(write).join('') + end]) {
        expect(text.split(LINE_END).slice(0, -1)).toHaveLength(sessions.length);
        expect(codecs.jsonl.decode(text, rows)).toEqual(sessions);
      }
    }),
  );
});

it('one object is one line', () => {
  expect(codecs.jsonl.encode({ purpose: 'a\u2028b\u0085' }, row)).toBe('{"purpose":"a\\u2028b\\u0085"}');
  expect(onOneLine('"\u2029"')).toBe('"\\u2029"');
});
