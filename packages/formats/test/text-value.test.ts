import { allMembers, ListAISessions, type TypeRef } from '@ai-sessions/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindText, DecodeError, decodePairs, decodeText, forms } from '../src/index.ts';

function typeOf(wireName: string): TypeRef {
  const member = allMembers(ListAISessions.request.type).find((candidate) => candidate.wireName === wireName);
  if (!member) throw new Error(wireName);
  return member.type;
}

describe('values of a query', () => {
  it.each([
    ['page', ['2'], 2],
    ['all', ['1'], true],
    ['all', ['ON'], true],
    ['all', ['n'], false],
    ['all', ['true', 'false'], true],
    ['sortOrder', ['descend'], 'Descend'],
    ['sortOrder', ['1'], 'Descend'],
    ['sortField', ['a', 'b'], 'a,b'],
    ['accountIds', ['a', 'b', 'c'], ['a', 'b', 'c']],
    ['accountIds', ['a,b'], ['a', 'b']],
    ['accountIds', ['[a,b]'], ['a', 'b']],
    ['accountIds', ['"a,b",c'], ['a,b', 'c']],
    ['accountIds', ['"say ""hi"""'], ['say "hi"']],
    ['accountIds', ['[]'], []],
  ])('%s=%j is %j', (name, values, expected) => {
    expect(bindText(values, typeOf(name))).toEqual(expected);
  });

  it.each([
    ['page', 'abc'],
    ['page', '1.5'],
    ['page', '99999999999'],
    ['page', '0x10'],
    ['all', 'maybe'],
    ['sortOrder', 'sideways'],
    ['sortOrder', '7'],
    ['accountIds', '"a'],
  ])('%s=%s is refused', (name, value) => {
    expect(() => bindText([value], typeOf(name))).toThrow(DecodeError);
  });
});

describe('pairs', () => {
  it('gives back every field that was encoded', () => {
    const part = fc
      .string({ unit: 'binary' })
      .filter((value) => value.isWellFormed() && !value.includes('\0'));
    fc.assert(
      fc.property(fc.array(fc.record({ name: part, value: part }), { maxLength: 20 }), (fields) => {
        const encoded = new URLSearchParams(fields.map(({ name, value }) => [name, value])).toString();
        expect(decodePairs(encoded)).toEqual(fields);
      }),
    );
  });

  it('refuses what is not percent-encoded UTF-8, and too many fields', () => {
    expect(() => decodePairs('a=%E0%A4%A')).toThrow(DecodeError);
    expect(() => decodePairs('a=%FF')).toThrow(DecodeError);
    expect(() => decodePairs('a&'.repeat(1_001))).toThrow('1000 fields');
  });
});

describe('bytes', () => {
  it('are strict UTF-8, with or without a byte order mark', () => {
    expect(decodeText(Buffer.from('\ufeffpurpose'))).toBe('purpose');
    expect(() => decodeText(Uint8Array.of(0xff, 0xfe))).toThrow(DecodeError);
    expect(() => decodeText(Uint8Array.of(0xed, 0xa0, 0x80))).toThrow(DecodeError);
    expect(() => decodeText(Buffer.from('a'), 'utf-16')).toThrow(DecodeError);
    for (const text of ['\ufeff{"a":1}', '{"a":1}', '{}']) {
      const little = Buffer.from(text, 'utf16le');
      for (const bytes of [little, Buffer.from(little).swap16()])
        expect(() => decodeText(bytes)).toThrow('The body is UTF-16 or UTF-32. Send it as UTF-8.');
    }
    expect(forms['application/x-www-form-urlencoded']?.decode(Buffer.from('a=b+c'), '')).toEqual([
      { name: 'a', value: 'b c' },
    ]);
  });
});

describe('lists of a query', () => {
  it.each([
    'Open,Applied',
    'Open,Applied,',
    ',Open,,Applied',
    'Open, Applied',
    '[Open,Applied]',
    '[Open, Applied,]',
    '["Open","Applied"]',
    '["Open", "Applied"]',
    '[ "Open" , "Applied" ]',
    '"Open","Applied"',
    ' ["open",\n"APPLIED"]\n',
  ])('%j', (value) => {
    expect(bindText([value], typeOf('states'))).toEqual(['Open', 'Applied']);
  });

  it.each(['[]', ',', '[,]'])('%s has no entry', (value) => {
    expect(bindText([value], typeOf('accountIds'))).toEqual([]);
  });
});

it('keeps a mark at the start of a field of a form', () => {
  const body = new TextEncoder().encode(
    '--x\r\nContent-Disposition: form-data; name="password"\r\n\r\n\ufeffsecret\r\n--x--\r\n',
  );
  expect(forms['multipart/form-data']?.decode(body, 'multipart/form-data; boundary=x')).toEqual([
    { name: 'password', value: '\ufeffsecret' },
  ]);
});
