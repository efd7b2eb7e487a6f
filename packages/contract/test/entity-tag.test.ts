import fc from 'fast-check';
import { expect, it } from 'vitest';
import { entityTagsIn, readEntityTag, writeEntityTag } from '../src/index.ts';

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

it('reads a tag as it was written', () => {
  const tags = fc.record(
    {
      version: fc.nat(2_147_483_647),
      digest: fc.stringMatching(/^[\w-]{22}$/),
      detail: fc.stringMatching(/^[0-9a-f_.]{0,40}$/),
    },
    { requiredKeys: ['version', 'digest'] },
  );
  fc.assert(
    fc.property(tags, (tag) => {
      expect(readEntityTag(writeEntityTag(tag))).toEqual(tag);
    }),
  );
});

it('reads the same from a tag in every format', () => {
  const tag = { version: 3, digest: 'a'.repeat(22) };
  for (const format of ['xml', 'jsv', 'csv', 'jsonl', 'html']) {
    expect(readEntityTag(writeEntityTag(tag).replace(/"$/, `-${format}"`))).toEqual(tag);
  }
});

it.each([
  '',
  '*',
  '"x"',
  'W/"3-aaaaaaaaaaaaaaaaaaaaaa"',
  '3-aaaaaaaaaaaaaaaaaaaaaa',
  '"-1-aaaaaaaaaaaaaaaaaaaaaa"',
])('takes no tag for ours that is not: %s', (text) => {
  expect(readEntityTag(text)).toBeUndefined();
});

it('takes no tag whose version the database cannot hold for one of ours', () => {
  const digest = 'a'.repeat(22);
  expect(readEntityTag(`"2147483647-${digest}"`)?.version).toBe(2_147_483_647);
  expect(readEntityTag(`"2147483648-${digest}"`)).toBeUndefined();
  expect(readEntityTag(`"9999999999-${digest}"`)).toBeUndefined();
});
