import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codecs, type WireType } from '../src/index.ts';
import { everything } from './arbitrary.ts';
import { faultOf } from './fault.ts';

const { jsv } = codecs;
const texts: WireType = { kind: 'list', item: { kind: 'string' } };

describe('reading', () => {
  it.each([
    ['{text:a[0],id:x}', { text: 'a[0]', id: 'x' }],
    ['{"text":"a","size":1}', { text: 'a' }],
    ['{ "text" : a}', { text: ' a' }],
    ['{texts:[a,,"",],tags:{ k:v}}', { texts: ['a', null, '', null], tags: { ' k': 'v' } }],
    [
      '{leaves:[{name:a},{}],shelves:{x:[{size:1}]}}',
      { leaves: [{ name: 'a' }, {}], shelves: { x: [{ size: 1 }] } },
    ],
    [
      '{bool:f,order:descend,int:"7",double:"1,111.5"}',
      { bool: false, order: 'Descend', int: 7, double: 1111.5 },
    ],
    ['{order:0,texts:[ ],tags:{ }}', { order: 'Ascend', texts: [], tags: {} }],
    ['{tags:{a:1,A:2}}', { tags: { a: '1', A: '2' } }],
    ['{at:2024-05-06T07:08:09Z}', { at: '2024-05-06T07:08:09.000Z' }],
    ['{nope:{a:[b,{c:"}"}],d:},text:t}', { text: 't' }],
    ['{ }', {}],
    ['', {}],
  ])('%s', (text, value) => {
    expect(jsv.decode(text, everything)).toEqual(value);
  });

  it.each([
    ['a,b', ['a', 'b']],
    ['a[0],{', ['a[0]', null]],
    [' [a,b] ', ['a', 'b']],
    ['"a,b",c', ['a,b', 'c']],
    ['', []],
  ])('a list %j', (text, items) => {
    if (text.includes('{')) expect(() => jsv.decode(text, texts)).toThrow('a text');
    else expect(jsv.decode(text, texts)).toEqual(items);
  });
});

describe('refuses, and says where', () => {
  it.each([
    ['text:a', 1, undefined],
    ['{text:a}x', 9, undefined],
    ['{text:a}\n', 9, undefined],
    ['{text', 6, undefined],
    ['{text,id:a}', 6, undefined],
    ['{text:a', 8, undefined],
    ['{text:a,}', 9, undefined],
    ['{:a}', 2, undefined],
    ['{text:"a"b}', 10, undefined],
    ['{text:a{b}', 8, undefined],
    ['{texts:[a}', 10, undefined],
    ['{texts:[a[0]]}', 10, undefined],
    ['{text:"a}', 7, undefined],
    ['{int:abc}', 6, 'Int'],
    ['{bool:maybe}', 7, 'Bool'],
    ['{order:sideways}', 8, 'Order'],
    ['{text:{a:b}}', 7, 'Text'],
    ['{text:[a]}', 7, 'Text'],
    ['{leaf:a}', 7, 'Leaf'],
    ['{texts:a}', 8, 'Texts'],
    ['{leaves:[{size:1},{size:x}]}', 25, 'Leaves[1].Size'],
  ])('%s at column %i', (text, column, path) => {
    const fault = faultOf(() => jsv.decode(text, everything));
    expect(fault.position).toEqual({ line: 1, column });
    expect(fault.path).toBe(path);
  });
});

it('reports names that the type does not have', () => {
  const unknown: string[] = [];
  jsv.decode('{nope:1,text:a,leaf:{what:{a:1}}}', everything, { onUnknown: (name) => unknown.push(name) });
  expect(unknown).toEqual(['nope', 'what']);
});

it('a text as a whole answer is sent as it is', () => {
  expect(jsv.encode('a:b, "c"', { kind: 'string' })).toBe('a:b, "c"');
});

describe('blanks as JSON writes them', () => {
  it.each([
    ['{ "text": "a, b", "int": 7, "bool": true }', { text: 'a, b', int: 7, bool: true }],
    [
      '{"texts": ["a", "b,c" , "d"] , "leaf": { "name": "x" } }',
      { texts: ['a', 'b,c', 'd'], leaf: { name: 'x' } },
    ],
    ['{"unknown": {"text": "no"}, "more": "a,text:no", "text": "yes"}', { text: 'yes' }],
    ['{text: "a" b}', { text: ' "a" b' }],
    ['{text: a ,int: 7 }', { text: ' a ', int: 7 }],
  ])('%s', (text, value) => {
    expect(jsv.decode(text, everything)).toEqual(value);
  });

  it('are those of any list that JSON writes', () => {
    const type = { kind: 'list', item: { kind: 'string' } } as const;
    const plain = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/["\\\p{Cc}]/u.test(text));
    fc.assert(
      fc.property(fc.array(plain, { minLength: 1 }), (items) => {
        const text = `[${items.map((item) => JSON.stringify(item)).join(', ')}]`;
        expect(jsv.decode(text, type)).toEqual(items);
      }),
    );
  });
});
