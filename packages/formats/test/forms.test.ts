import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindText, codecForMediaType, codecs, forms, type WireType } from '../src/index.ts';
import { Everything } from './arbitrary.ts';
import { faultOf } from './fault.ts';

const TYPE = 'multipart/form-data; boundary=x';
const decode = (body: string | Uint8Array, type = TYPE) =>
  forms['multipart/form-data']?.decode(typeof body === 'string' ? Buffer.from(body) : body, type);
const part = (headers: string, value: string) =>
  `--x\r\nContent-Disposition: form-data; ${headers}\r\n\r\n${value}\r\n`;

describe('multipart', () => {
  it('reads what the platform sends', async () => {
    const name = fc.string({ minLength: 1 }).filter((made) => !/[\0\\\r\n]/.test(made));
    const value = fc
      .string({ unit: 'binary' })
      .filter((made) => made.isWellFormed() && !/\0|\r|\n/.test(made));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, value), { maxLength: 5 }), async (fields) => {
        const form = new FormData();
        for (const [key, text] of fields) form.append(key, text);
        const request = new Request('http://localhost', { method: 'POST', body: form });
        const body = new Uint8Array(await request.arrayBuffer());
        expect(decode(body, request.headers.get('content-type') ?? '')).toEqual(
          fields.map(([key, text]) => ({ name: key, value: text })),
        );
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['names without quotes, as .NET writes them', `${part('name=a', 'b')}--x--`, TYPE],
    ['a boundary in quotes', `${part('name="a"', 'b')}--x--\r\n`, 'multipart/form-data; boundary="x"'],
    ['a preamble and an epilogue', `hello\r\n${part('name="a"', 'b')}--x--\r\nbye`, TYPE],
  ])('reads %s', (_what, body, type) => {
    expect(decode(body, type)).toEqual([{ name: 'a', value: 'b' }]);
  });

  it('keeps line ends and boundaries of others inside values', () => {
    expect(decode(`${part('name="a"', '\r\n--y\r\n\r\n')}--x--`)?.[0]?.value).toBe('\r\n--y\r\n\r\n');
    expect(decode('--x--')).toEqual([]);
  });

  it.each([
    ['files', `${part('name="a"; filename="f.txt"', 'b')}--x--`, 'Files'],
    ['a body that is cut off', part('name="a"', 'b'), 'cut off'],
    ['parts without name', `${part('x="a"', 'b')}--x--`, 'no name'],
    ['parts without headers', '--x\r\n\r\nb\r\n--x--', 'no name'],
    ['other charsets', `${part('name="a"\r\nContent-Type: text/plain; charset=utf-16', 'b')}--x--`, 'utf-8'],
    ['encodings', `${part('name="a"\r\nContent-Transfer-Encoding: base64', 'Yg==')}--x--`, 'encoding'],
    ['too many fields', `${part('name="a"', 'b').repeat(1_001)}--x--`, '1000 fields'],
    ['text without fields before its end', 'hello\r\n--x--', 'no field'],
    ['text without fields after its end', '--x--\r\nhello', 'no field'],
    ['parts after its end', `--x--\r\n${part('name="a"', 'b')}--x--`, 'follows'],
    ['U+0000', `${part('name="a"', '\0')}--x--`, 'U+0000'],
  ])('refuses %s', (_what, body, message) => {
    expect(faultOf(() => decode(body)).message).toContain(message);
  });

  it('refuses a type without boundary', () => {
    expect(faultOf(() => decode('--x--', 'multipart/form-data')).message).toContain('boundary');
  });
});

describe('values of a query or a form', () => {
  const typeOf = (name: string): WireType => {
    const member = Everything.members.find((each) => each.name === name);
    if (!member) throw new Error(name);
    return member.type;
  };

  it.each([
    ['Text', ['', ''], undefined],
    ['Text', ['"a"'], '"a"'],
    ['Texts', ['a', '', '[b,c]'], ['a', 'b', 'c']],
    ['Leaf', ['{name:a,size:1}'], { name: 'a', size: 1 }],
    ['Leaves', ['{name:a},{name:b}'], [{ name: 'a' }, { name: 'b' }]],
    ['Tags', ['{k:v}'], { k: 'v' }],
    ['At', ['2024-05-06'], '2024-05-06T00:00:00.000Z'],
    ['Double', ['1.5'], 1.5],
  ])('%s=%j', (name, values, expected) => {
    expect(bindText(values, typeOf(name))).toEqual(expected);
  });

  it.each([
    ['Leaf', 'a'],
    ['Leaf', '{name:a},{name:b}'],
    ['Tags', 'k:v'],
    ['Double', '1e999'],
    ['At', 'now'],
    ['Texts', '[a'],
  ])('%s=%s is refused', (name, value) => {
    expect(faultOf(() => bindText([value], typeOf(name), name)).message).toMatch(/must be|goes on|early/);
  });
});

it('finds the codec of a body by its media type', () => {
  expect(codecForMediaType('text/xml')).toBe(codecs.xml);
  expect(codecForMediaType('text/jsv')).toBe(codecs.jsv);
  expect(codecForMediaType('application/yaml')).toBeUndefined();
  expect(codecForMediaType(undefined)).toBeUndefined();
});
