import fc from 'fast-check';
import { expect, it } from 'vitest';
import { entityTagsIn } from '../src/index.ts';

it.each([
  ['"a"', ['"a"']],
  ['W/"a"', ['"a"']],
  ['"a-gzip"', ['"a"', '"a-gzip"']],
  [
    '"a-br", W/"b--gzip" ,"c;gzip","d-zstd"',
    ['a', 'a-br', 'b-', 'b', 'b--gzip', 'c', 'c;gzip', 'd', 'd-zstd'].map((t) => `"${t}"`),
  ],
  ['"with, comma", "b"', ['"with, comma"', '"b"']],
  ['*', []],
  ['garbage', []],
  ['W/', []],
  ['', []],
  ['"open', []],
])('finds in %j the tags as they were written', (header, tags) => {
  expect(entityTagsIn(header)).toEqual(tags);
});

it('finds every tag again, whatever a proxy made of it and wherever it stands in the list', () => {
  const tag = fc.stringMatching(/^[\w.-]{1,40}$/).map((text) => `"${text}"`);
  const suffix = fc.constantFrom('', '-gzip', '-br', '-zstd', '-deflate', '--gzip', ';gzip');
  const changed = fc
    .tuple(tag, suffix, fc.boolean())
    .map(([plain, end, weak]) => [plain, `${weak ? 'W/' : ''}${plain.slice(0, -1)}${end}"`] as const);
  fc.assert(
    fc.property(fc.array(changed, { minLength: 1, maxLength: 5 }), (tags) => {
      const found = entityTagsIn(tags.map(([, sent]) => sent).join(', '));
      expect(found).toEqual(expect.arrayContaining(tags.map(([plain]) => plain)));
    }),
  );
});

it('is quick with hostile text', () => {
  expect(entityTagsIn('W/"'.repeat(5_000))).toHaveLength(2_500);
});
