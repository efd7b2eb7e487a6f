import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTag, writeTag } from '../src/review/tag.ts';

const digest = fc.stringMatching(/^[\w-]{22}$/);
const values = fc.option(
  fc.array(fc.option(fc.stringMatching(/^[0-9a-f]{12}$/), { nil: undefined }), { minLength: 1 }),
  {
    nil: undefined,
  },
);

describe('an ETag', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.nat(), digest, values, (version, named, shown) => {
        const tag = { version, digest: named, values: shown };
        expect(readTag(writeTag(tag))).toEqual(tag);
      }),
    );
  });

  it('says the same in every format', () => {
    const tag = { version: 3, digest: 'a'.repeat(22), values: undefined };
    expect(readTag(writeTag(tag).replace(/"$/, '-xml"'))).toEqual(tag);
  });

  it.each([
    '',
    '*',
    '"x"',
    'W/"3-aaaaaaaaaaaaaaaaaaaaaa"',
    '3-aaaaaaaaaaaaaaaaaaaaaa',
    '"-1-aaaaaaaaaaaaaaaaaaaaaa"',
  ])('that is not ours is none: %s', (text) => {
    expect(readTag(text)).toBeUndefined();
  });
});

it('takes no tag whose version the database cannot hold for one of ours', () => {
  const digest = 'a'.repeat(22);
  expect(readTag(`"2147483647-${digest}"`)?.version).toBe(2_147_483_647);
  expect(readTag(`"2147483648-${digest}"`)).toBeUndefined();
  expect(readTag(`"9999999999-${digest}"`)).toBeUndefined();
});
