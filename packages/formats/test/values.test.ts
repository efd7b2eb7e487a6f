import { describe, expect, it } from 'vitest';
import { codecs } from '../src/index.ts';

const { jsv, json, xml } = codecs;
const datetime = { kind: 'datetime' } as const;
const double = { kind: 'double' } as const;

describe('numbers are spelled as .NET does', () => {
  it.each([
    [0, '0'],
    [-0, '-0'],
    [1.5, '1.5'],
    [-60, '-60'],
    [0.0001, '0.0001'],
    [0.00001, '1E-05'],
    [1.25e-7, '1.25E-07'],
    [999_999_999_999_999, '999999999999999'],
    [1e15, '1E+15'],
    [1_234_567_890_123_456, '1234567890123456'],
    [1.5e21, '1.5E+21'],
    [1e100, '1E+100'],
    [Number.MAX_VALUE, '1.7976931348623157E+308'],
    [5e-324, '5E-324'],
  ])('%d is %s', (value, text) => {
    expect(jsv.encode(value, double)).toBe(text);
    expect(jsv.decode(text, double)).toBe(value);
  });

  it.each(['', ' ', '1,2', '0x10', '1e999', 'NaN', 'Infinity', '1 2', '--1', '1.2.3'])(
    '%j is none',
    (text) => {
      expect(() => jsv.decode(`{score:"${text}"}`, numbers)).toThrow('a number');
    },
  );

  it.each(['2147483648', '-2147483649', '1.0', '1e3', '0x1', '', '9'.repeat(400)])(
    '%s is no integer',
    (text) => {
      expect(() => jsv.decode(`{take:"${text}"}`, numbers)).toThrow('an integer of 32 bits');
    },
  );

  it('integers have 32 bits, a sign and leading zeros', () => {
    const int = { kind: 'int' } as const;
    expect(['-2147483648', '+7', '007', ' 42 '].map((text) => jsv.decode(text, int))).toEqual([
      -2_147_483_648, 7, 7, 42,
    ]);
  });
});

describe('instants', () => {
  it.each([
    ['2024-05-06T07:08:09Z', '2024-05-06T07:08:09.000Z'],
    ['2024-05-06 07:08:09Z', '2024-05-06T07:08:09.000Z'],
    ['2024-05-06T07:08Z', '2024-05-06T07:08:00.000Z'],
    ['2024-05-06', '2024-05-06T00:00:00.000Z'],
    ['2024-05-06T07:08:09', '2024-05-06T07:08:09.000Z'],
    ['2024-05-06T07:08:09.12+02:00', '2024-05-06T05:08:09.120Z'],
    ['2024-05-06T23:08:09-0130', '2024-05-07T00:38:09.000Z'],
    ['2024-05-06T07:08:09.1234567Z', '2024-05-06T07:08:09.1234567Z'],
    ['2024-05-06T07:08:09.1230000Z', '2024-05-06T07:08:09.123Z'],
    ['/Date(1714979289000)/', '2024-05-06T07:08:09.000Z'],
    ['/Date(-62135596800000-0000)/', '0001-01-01T00:00:00.000Z'],
    ['/Date(253402300799999)/', '9999-12-31T23:59:59.999Z'],
  ])('%s is %s', (text, instant) => {
    expect(json.decode(JSON.stringify(text), datetime)).toBe(instant);
    expect(jsv.decode(text, datetime)).toBe(instant);
  });

  it.each([
    '2024-02-30',
    '2024-05-06T25:00:00Z',
    '2024-05-06T07:60:00Z',
    '2024-13-01',
    '24-05-06',
    '2024-05-06T07:08:09.12345678Z',
    '2024-05-06T07:08:09+15:00',
    '0001-01-01T00:00:00+14:00',
    '9999-12-31T23:59:59-01:00',
    'tomorrow',
    '1714979289000',
  ])('%s is none', (text) => {
    expect(() => json.decode(JSON.stringify(text), datetime)).toThrow('a date and time');
  });

  it('are written in the shortest form in JSV, with all they have in XML', () => {
    const written = (instant: string) => [
      jsv.encode(instant, datetime),
      /<dateTime[^>]*>(.*)<\/dateTime>/.exec(xml.encode(instant, datetime))?.[1],
    ];
    expect(written('2024-05-06T07:08:09.120Z')).toEqual([
      '2024-05-06T07:08:09.1200000Z',
      '2024-05-06T07:08:09.12Z',
    ]);
    expect(written('2024-05-06T07:08:09.000Z')).toEqual(['2024-05-06T07:08:09Z', '2024-05-06T07:08:09Z']);
    expect(written('2024-05-06T00:00:00.000Z')).toEqual(['2024-05-06', '2024-05-06T00:00:00Z']);
  });
});

const numbers = {
  kind: 'object',
  type: {
    name: 'Numbers',
    namespace: 'Tests',
    description: '',
    dataContract: false,
    typeArguments: [],
    members: (['score', 'take'] as const).map((wireName) => ({
      name: wireName === 'score' ? 'Score' : 'Take',
      wireName,
      type: wireName === 'score' ? double : ({ kind: 'int' } as const),
      description: '',
      required: false,
      example: 1,
    })),
  },
} as const;
