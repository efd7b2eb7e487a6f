import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bindText,
  codecs,
  DecodeError,
  decodePairs,
  decodeText,
  type FormatName,
  forms,
  type WireType,
} from '../src/index.ts';
import { Everything, everything, valuesOf } from './arbitrary.ts';
import { faultOf } from './fault.ts';

const names = Object.keys(codecs) as readonly FormatName[];
const types: readonly WireType[] = [
  everything,
  { kind: 'list', item: everything },
  { kind: 'list', item: { kind: 'string' } },
  { kind: 'map', value: { kind: 'list', item: { kind: 'int' } } },
  { kind: 'any' },
  { kind: 'double' },
];

/** Runs a decoder. Whatever is not a DecodeError goes on to the test. */
function attempt(action: () => unknown): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    expect(error.message).not.toBe('');
  }
}

const signs = fc.constantFrom(
  ...[
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '"',
    '""',
    '\\',
    '\\u',
    '\r\n',
    '\n',
    '\r',
    '\0',
    '\ud800',
    '\udc00',
    '\ufeff',
  ],
  ...[
    'text',
    'Text',
    'leaf',
    'Leaves',
    'Tags',
    '__proto__',
    'constructor',
    '__type',
    'null',
    'True',
    '1e5',
    '-',
    ' ',
  ],
  ...[
    '<',
    '>',
    '</',
    '/>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?xml',
    '?>',
    '<!DOCTYPE',
    '&',
    '&#',
    'x',
    ';',
    '=',
  ],
  ...[
    '<Everything xmlns="http://schemas.datacontract.org/2004/07/Tests">',
    '</Everything>',
    '<Text>',
    '</Text>',
  ],
  ...['%', '%E0', '+', '&a=', '--b', '--b--', 'Content-Disposition: form-data; name="a"', '\r\n\r\n'],
);
const soup = fc
  .array(fc.oneof(signs, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 30 })
  .map((parts) => parts.join(''));

describe('throws nothing but DecodeError', () => {
  it('for any text', () => {
    fc.assert(
      fc.property(soup, fc.constantFrom(...names), fc.constantFrom(...types), (text, name, type) => {
        attempt(() => codecs[name].decode(text, type));
      }),
      { numRuns: 3_000 },
    );
  });

  it('for any bytes, charset and form', () => {
    const bytes = fc.oneof(
      fc.uint8Array(),
      soup.map((text) => Uint8Array.from(Buffer.from(text))),
    );
    const types = fc.constantFrom(
      'multipart/form-data; boundary=b',
      'multipart/form-data',
      'x; boundary="b\\',
      '',
    );
    fc.assert(
      fc.property(bytes, fc.option(fc.string()), types, (given, charset, contentType) => {
        attempt(() => decodeText(given, charset ?? undefined));
        for (const name of names) attempt(() => codecs[name].decode(given, everything));
        for (const form of Object.values(forms)) attempt(() => form.decode(given, contentType));
      }),
      { numRuns: 1_000 },
    );
  });

  it('for queries and their values', () => {
    fc.assert(
      fc.property(soup, fc.array(soup), fc.constantFrom(...Everything.members), (text, values, member) => {
        attempt(() => decodePairs(text));
        attempt(() => bindText(values, member.type));
      }),
      { numRuns: 1_000 },
    );
  });

  it('for a text that was valid before a few characters of it changed', () => {
    const change = fc.record({ at: fc.nat(), remove: fc.nat(3), insert: fc.oneof(signs, fc.constant('')) });
    fc.assert(
      fc.property(
        valuesOf(everything),
        fc.constantFrom(...names),
        fc.array(change, { minLength: 1, maxLength: 3 }),
        (value, name, changes) => {
          let text = codecs[name].encode(value, everything);
          for (const { at, remove, insert } of changes) {
            const start = at % (text.length + 1);
            text = text.slice(0, start) + insert + text.slice(start + remove);
          }
          attempt(() => codecs[name].decode(text, everything));
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

const DOCUMENT = '<Everything xmlns="http://schemas.datacontract.org/2004/07/Tests">';
const ARRAYS = 'http://schemas.microsoft.com/2003/10/Serialization/Arrays';
const many = Array.from({ length: 100_000 }, (_, index) => `m${index}`);

/** Bodies that must be refused, by what is wrong with them, which the message has to say. */
const refused: Readonly<Record<string, readonly [RegExp, ...(readonly [FormatName, string])[]]>> = {
  'nesting of 10,000 levels': [
    /deeper than 64/,
    ['json', '['.repeat(10_000)],
    ['json', '{"nope":'.repeat(10_000)],
    ['jsonl', `{"nope":${'['.repeat(10_000)}`],
    ['jsv', '{leaf:'.repeat(10_000)],
    ['jsv', `{nope:${'['.repeat(10_000)}`],
    ['jsv', '{nope:'.repeat(10_000)],
    ['csv', `Leaf\n"${'{nope:'.repeat(10_000)}"`],
    ['xml', DOCUMENT + '<a>'.repeat(10_000)],
  ],
  '100,000 members': [
    /more than 1000/,
    ['json', `{${many.map((name) => `"${name}":1`).join()}}`],
    ['json', `{"nope":{${many.map((name) => `"${name}":1`).join()}}}`],
    ['jsonl', `{${many.map((name) => `"${name}":1`).join()}}`],
    ['jsv', `{${many.map((name) => `${name}:1`).join()}}`],
    ['jsv', `{nope:{${many.map((name) => `${name}:1`).join()}}}`],
    ['csv', `${many.join()}\n${many.join()}`],
    ['xml', `${DOCUMENT}${many.map((name) => `<${name}/>`).join('')}</Everything>`],
    [
      'xml',
      `${DOCUMENT}<Tags xmlns:a="${ARRAYS}">${many
        .map(
          (name) => `<a:KeyValueOfstringstring><a:Key>${name}</a:Key><a:Value/></a:KeyValueOfstringstring>`,
        )
        .join('')}</Tags></Everything>`,
    ],
  ],
  'a name that occurs twice': [
    /twice/,
    ['json', '{"text":"a","text":"b"}'],
    ['json', '{"text":"a","TEXT":"b"}'],
    ['json', '{"nope":{"a":1,"a":2}}'],
    ['json', '{"tags":{"a":"1","a":"2"}}'],
    ['jsv', '{text:a,Text:b}'],
    ['jsv', '{nope:{a:1,a:2}}'],
    ['jsv', '{tags:{a:1,a:2}}'],
    ['csv', 'Text,TEXT\na,b\n'],
    ['xml', `${DOCUMENT}<Text>a</Text><Text>b</Text></Everything>`],
    [
      'xml',
      `${DOCUMENT}<Tags xmlns:a="${ARRAYS}">${'<a:KeyValueOfstringstring><a:Key>k</a:Key></a:KeyValueOfstringstring>'.repeat(2)}</Tags></Everything>`,
    ],
  ],
  'the prototype as a key of a dictionary': [
    /cannot be a key/,
    ['json', '{"tags":{"__proto__":"x"}}'],
    ['json', '{"tags":{"\\u005f_proto__":"x"}}'],
    ['jsv', '{tags:{__proto__:x}}'],
    ['csv', 'Tags\n{__proto__:x}\n'],
    [
      'xml',
      `${DOCUMENT}<Tags xmlns:a="${ARRAYS}"><a:KeyValueOfstringstring><a:Key>__proto__</a:Key><a:Value/></a:KeyValueOfstringstring></Tags></Everything>`,
    ],
  ],
  'what the database cannot hold': [
    /U\+0000|surrogate|not well-formed/,
    ['json', '{"text":"\\u0000"}'],
    ['json', '{"text":"\\ud800"}'],
    ['json', '{"tags":{"\\udc00":"x"}}'],
    ['jsonl', '{"text":"\\u0000"}'],
    ['jsv', '{text:\0}'],
    ['jsv', '{text:\ud800}'],
    ['csv', 'Text\n\0\n'],
    ['xml', `${DOCUMENT}<Text>&#0;</Text></Everything>`],
    ['xml', `${DOCUMENT}<Text>&#xD800;</Text></Everything>`],
    ['xml', `${DOCUMENT}<Text>\ufffe</Text></Everything>`],
  ],
  'document types, entities and instructions': [
    /document type|not well-formed|instruction|encoding/,
    ['xml', `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(1_000)}">]>${DOCUMENT}<Text>&a;</Text></Everything>`],
    [
      'xml',
      `<?xml version="1.0"?><!-- c -->\n<!DOCTYPE x SYSTEM "file:///etc/passwd">${DOCUMENT}</Everything>`,
    ],
    ['xml', `${DOCUMENT}<Text>&a;</Text></Everything>`],
    ['xml', `${DOCUMENT}<Text>&#99999999999999999999;</Text></Everything>`],
    ['xml', `${DOCUMENT}<?php x?></Everything>`],
    ['xml', `<?xml-stylesheet href="x"?>${DOCUMENT}</Everything>`],
    ['xml', `<?xml version="1.0" encoding="utf-16"?>${DOCUMENT}</Everything>`],
  ],
  'a text that does not end': [
    /not closed|not well-formed/,
    ['json', `{"text":"${'\\n'.repeat(500_000)}`],
    ['jsv', `{text:"${'""'.repeat(500_000)}`],
    ['csv', `Text\n"${'""'.repeat(500_000)}`],
    ['xml', `${DOCUMENT}<Text>${'a'.repeat(1_000_000)}`],
  ],
  'more cells than headers': [/more cells/, ['csv', 'Text\na,b\n']],
};

describe.each(Object.entries(refused))('%s is refused with its place', (_what, [reason, ...bodies]) => {
  it.each(bodies.map(([name, text]) => [name, JSON.stringify(text.slice(0, 60)), text] as const))(
    '%s: %s',
    (name, _start, text) => {
      const { message, position, path } = faultOf(() => codecs[name].decode(text, everything));
      expect(position ?? path).toBeDefined();
      expect(message).toMatch(reason);
    },
  );
});

const inert: readonly (readonly [FormatName, string])[] = [
  ['json', '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"__type":"T","text":"t"}'],
  [
    'jsonl',
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"__type":"T","text":"t"}',
  ],
  ['jsv', '{__type:T,__proto__:{polluted:1},constructor:{prototype:{__proto__:{polluted:1}}},text:t}'],
  ['csv', '__proto__,constructor,__type,Text\n{polluted:1},{polluted:1},T,t\n'],
  [
    'xml',
    `${DOCUMENT.slice(0, -1)} xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="T"><__proto__><polluted>1</polluted></__proto__><constructor/><Text>t</Text></Everything>`,
  ],
];

it.each(inert)('names that mean something elsewhere are unknown names: %s', (name, text) => {
  const value = codecs[name].decode(text, everything);
  expect(value).toEqual({ text: 't' });
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(Object.prototype).not.toHaveProperty('polluted');
});

it('a text of 1 MiB passes every format', () => {
  const value = { text: 'a"\n'.repeat(349_525) };
  for (const name of names) {
    const text = codecs[name].encode(value, everything);
    expect(codecs[name].decode(text, everything)).toEqual(value);
  }
});

it('brackets that never close cost no more than a few looks at the text', () => {
  const texts: WireType = { kind: 'list', item: { kind: 'string' } };
  const open = `Text\n${`${'{a,'.repeat(60)}${'b'.repeat(2_000)}\n`.repeat(400)}`;
  expect(faultOf(() => codecs.csv.decode(open, texts)).message).toContain('brackets');
});
