import { ErrorResponse, ListAISessions, NewAISession, type TypeRef } from '@ai-sessions/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codecs, DecodeError } from '../src/index.ts';
import { everything } from './arbitrary.ts';

const { json } = codecs;
const ref = (dto: { type: Extract<TypeRef, { kind: 'object' }>['type'] }): TypeRef => ({
  kind: 'object',
  type: dto.type,
});
const newSession = ref(NewAISession.request);
const list = ref(ListAISessions.response);

function faultOf(text: string, type = newSession): DecodeError {
  try {
    json.decode(text, type);
  } catch (error) {
    if (error instanceof DecodeError) return error;
    throw error;
  }
  throw new Error(`${text} was accepted.`);
}

const text = fc
  .string({ unit: 'binary', maxLength: 40 })
  .filter((value) => value.isWellFormed() && !value.includes('\0'));
const session = fc.record(
  { accountId: text, accountName: text, purpose: text, id: text, createdBy: text },
  { requiredKeys: [] },
);

describe('round trip', () => {
  it('gives back what was written, whatever Unicode it holds', () => {
    fc.assert(
      fc.property(fc.array(session), fc.boolean(), (items, hasMorePages) => {
        const value = { items: items.map((item) => ({ ...item })), hasMorePages };
        expect(json.decode(json.encode(value, list), list)).toEqual(value);
      }),
    );
  });

  it('writes what the platform reads', () => {
    fc.assert(
      fc.property(session, (value) => {
        expect(JSON.parse(json.encode(value, ref(NewAISession.response)))).toEqual({ ...value });
      }),
    );
  });

  it('reads nothing differently from the platform', () => {
    fc.assert(
      fc.property(fc.json(), (valid) => {
        const parsed: unknown = JSON.parse(valid);
        let decoded: unknown;
        try {
          decoded = json.decode(
            `{"responseStatus":{"message":${JSON.stringify(valid)}}}`,
            ref(ErrorResponse),
          );
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError);
          return;
        }
        expect(
          JSON.parse((decoded as { responseStatus: { message: string } }).responseStatus.message),
        ).toEqual(parsed);
      }),
    );
  });
});

describe('names', () => {
  it('match in any case; unknown ones are reported and dropped', () => {
    const unknown: string[] = [];
    const value = json.decode(
      '{"ACCOUNTID":"a","Purpose":"p","__proto__":{"x":1},"__type":"T","id":"i"}',
      newSession,
      {
        onUnknown: (name) => unknown.push(name),
      },
    );
    expect(value).toEqual({ accountId: 'a', purpose: 'p' });
    expect(unknown).toEqual(['__proto__', '__type', 'id']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it('must not occur twice, in whatever case or spelling', () => {
    expect(faultOf('{"purpose":"a",\n "PURPOSE":"b"}').position).toEqual({ line: 2, column: 2 });
    expect(faultOf('{"purpose":"a","\\u0070urpose":"b"}').message).toContain('twice');
  });
});

describe('refuses, and says where', () => {
  it.each([
    ['', 1, 1],
    ['{"purpose":"p', 1, 12],
    ['{"purpose":"p"', 1, 15],
    ['{"purpose":"p"}x', 1, 16],
    ['{"purpose":"p",}', 1, 16],
    ['{purpose:"p"}', 1, 2],
    ["{'purpose':'p'}", 1, 2],
    ['{\n  "purpose": tru\n}', 2, 14],
    ['{"purpose":"a\tb"}', 1, 14],
    ['{"purpose":"\\x41"}', 1, 13],
    ['{"purpose":01}', 1, 13],
    ['[1,2', 1, 5],
    ['hello', 1, 1],
  ])('%j at line %i, column %i', (malformed, line, column) => {
    expect(faultOf(malformed).position).toEqual({ line, column });
  });

  it('wrong types, by the path of the member', () => {
    expect(faultOf('{"purpose":5}').path).toBe('Purpose');
    expect(faultOf('{"items":[{"purpose":"p"},{"purpose":[]}]}', list).path).toBe('Items[1].Purpose');
    expect(faultOf('{"totalCount":1.5}', list).path).toBe('TotalCount');
    expect(faultOf('{"totalCount":2147483648}', list).path).toBe('TotalCount');
    expect(faultOf('{"purpose":"\\ud800"}').path).toBe('Purpose');
    expect(faultOf('[1,2]').message).toContain('must be an object');
  });

  it('nesting of 10,000 levels, 100,000 members and long texts without an end, at once', () => {
    expect(faultOf('['.repeat(10_000)).message).toContain('64 levels');
    expect(faultOf('{"a":'.repeat(10_000)).message).toContain('64 levels');
    const members = Array.from({ length: 100_000 }, (_, index) => `"m${index}":1`);
    expect(faultOf(`{${members.join(',')}}`).message).toContain('1000 members');
    expect(faultOf(`{"purpose":"${'\\n'.repeat(500_000)}`).position?.line).toBe(1);
  });
});

it('throws nothing but its own error, whatever it is given', () => {
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ':',
        ',',
        '"',
        '\\',
        'null',
        'true',
        '1e5',
        '-',
        '"purpose"',
        '\u0000',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
  );
  fc.assert(
    fc.property(pieces, (parts) => {
      try {
        json.decode(parts.join(''), newSession);
      } catch (error) {
        expect(error).toBeInstanceOf(DecodeError);
      }
    }),
    { numRuns: 2_000 },
  );
});

it('writes members in the documented order and leaves absent ones out', () => {
  const value = { id: 'i', purpose: 'p', accountId: null, createdBy: undefined, secret: 'x' };
  expect(json.encode(value, ref(NewAISession.response))).toBe('{"purpose":"p","id":"i"}');
});

describe('numbers and booleans in quotes', () => {
  it.each([
    ['{"int":"7","double":"1.5","bool":"true"}', { int: 7, double: 1.5, bool: true }],
    ['{"int":" -7 ","bool":"False"}', { int: -7, bool: false }],
    ['{"bool":1}', { bool: true }],
    ['{"bool":0}', { bool: false }],
    ['{"bool":"on"}', { bool: true }],
  ])('%s is taken', (text, value) => {
    expect(json.decode(text, everything)).toEqual(value);
  });

  it.each([
    '{"int":""}',
    '{"int":"x"}',
    '{"int":"1.5"}',
    '{"int":true}',
    '{"bool":2}',
    '{"bool":""}',
    '{"bool":"perhaps"}',
    '{"double":"NaN"}',
    '{"text":5}',
  ])('%s is refused', (text) => {
    expect(() => json.decode(text, everything)).toThrow(DecodeError);
  });
});

it('reads null alone as nothing', () => {
  expect(json.decode(' null ', everything)).toBeNull();
  expect(() => json.decode('[null]', everything)).toThrow(DecodeError);
});
