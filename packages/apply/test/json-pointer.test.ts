import { expect, it } from 'vitest';
import { isJsonPointer, valueAt } from '../src/object/json-pointer.ts';

/** The document of RFC 6901, section 5. */
const document = {
  foo: ['bar', 'baz'],
  '': 0,
  'a/b': 1,
  'c%d': 2,
  'e^f': 3,
  'g|h': 4,
  'i\\j': 5,
  'k"l': 6,
  ' ': 7,
  'm~n': 8,
};

it.each([
  ['/foo', document.foo],
  ['/foo/0', 'bar'],
  ['/', 0],
  ['/a~1b', 1],
  ['/c%d', 2],
  ['/e^f', 3],
  ['/g|h', 4],
  ['/i\\j', 5],
  ['/k"l', 6],
  ['/ ', 7],
  ['/m~0n', 8],
])('%j points at a value', (pointer, value) => {
  expect([isJsonPointer(pointer), valueAt(document, pointer)]).toEqual([true, value]);
});

it.each(['/foo/2', '/foo/01', '/foo/-', '/foo/length', '/nothing', '/a~1b/c', '/constructor', '/foo/0/0'])(
  '%j points at nothing',
  (pointer) => {
    expect([isJsonPointer(pointer), valueAt(document, pointer)]).toEqual([true, undefined]);
  },
);

it('takes ~01 for ~1, not for a slash', () => {
  expect(valueAt({ '~1': 'tilde', '/': 'slash' }, '/~01')).toBe('tilde');
});

it.each(['', 'foo', '/a~', '/a~2', '#/foo'])('%j is no pointer to a part of a document', (pointer) => {
  expect(isJsonPointer(pointer)).toBe(false);
});
