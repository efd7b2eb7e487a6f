import { NewAISession, type TypeRef } from '@ai-sessions/contract';
import { describe, expect, it } from 'vitest';
import { codecs, type WireType } from '../src/index.ts';
import { everything } from './arbitrary.ts';
import { faultOf } from './fault.ts';

const { csv } = codecs;
const session: TypeRef = { kind: 'object', type: NewAISession.request.type };
const sessions: TypeRef = { kind: 'list', item: session };
const texts: WireType = { kind: 'list', item: { kind: 'string' } };

describe('cells that a spreadsheet would run', () => {
  const value = { accountId: '-1', purpose: '=HYPERLINK("x")' };

  it.each(['=1', '+1', '-1', '@A1', '\t=1', '\r=1'])('%j gets an apostrophe when asked for', (purpose) => {
    const [, row] = csv.encode({ purpose }, session, { safe: true }).split('\n');
    expect(row?.replace(/^,"?/, '')).toMatch(/^'/);
  });

  it('keeps the bytes by default, for machines that read them back', () => {
    expect(csv.encode(value, session)).toBe('AccountId,Purpose\r\n-1,"=HYPERLINK(""x"")"\r\n');
    expect(csv.encode(value, session, { safe: true })).toBe(
      'AccountId,Purpose\r\n\'-1,"\'=HYPERLINK(""x"")"\r\n',
    );
  });

  it('leaves numbers alone', () => {
    const numbers: WireType = { kind: 'list', item: { kind: 'int' } };
    expect(csv.encode([-1, 2], numbers, { safe: true })).toBe('-1,2\r\n');
  });

  it('covers rows of an export and keys of dictionaries', () => {
    expect(csv.rows(session, { safe: true }).row(value)).toContain("'-1");
    expect(csv.encode({ '=a': 'b' }, { kind: 'map', value: { kind: 'string' } }, { safe: true })).toBe(
      "'=a\r\nb\r\n",
    );
  });
});

describe('reading', () => {
  it.each([
    ['AccountId,Purpose\r\na,b', [{ accountId: 'a', purpose: 'b' }]],
    ['AccountId,Purpose\na\n,b\n', [{ accountId: 'a' }, { purpose: 'b' }]],
    ['AccountId,Purpose\na,""\n', [{ accountId: 'a', purpose: '' }]],
    ['accountId,purpose\n{a,b},[c\n', [{ accountId: '{a,b}', purpose: '[c' }]],
    ['accountId,purpose\n5" pipe,a\rb\n', [{ accountId: '5" pipe', purpose: 'a\rb' }]],
    ['accountId,purpose,\na,b,\n', [{ accountId: 'a', purpose: 'b' }]],
    ['\ufeffaccountId\na\n', [{ accountId: 'a' }]],
    [
      'accountId,purpose\ra,b\rc,d',
      [
        { accountId: 'a', purpose: 'b' },
        { accountId: 'c', purpose: 'd' },
      ],
    ],
    ['\raccountId,purpose\r\ra,"b\r"\r', [{ accountId: 'a', purpose: 'b\r' }]],
    ['accountId\ra\nb\r\nc', [{ accountId: 'a' }, { accountId: 'b' }, { accountId: 'c' }]],
    ['', []],
  ])('%j', (text, value) => {
    expect(csv.decode(text, sessions)).toEqual(value);
  });

  it('cells of objects, lists and dictionaries, quoted or in brackets', () => {
    const text = 'Leaf,Texts,Tags,Int,Bool\n{name:"a,b"},[x,y],"{k:""v,w""}",7,on\n';
    expect(csv.decode(text, everything)).toEqual({
      leaf: { name: 'a,b' },
      texts: ['x', 'y'],
      tags: { k: 'v,w' },
      int: 7,
      bool: true,
    });
  });

  it('a list of texts from one row or from several', () => {
    expect(csv.decode('a,"b,c"\r\n', texts)).toEqual(['a', 'b,c']);
    expect(csv.decode('a\nb\n', texts)).toEqual(['a', 'b']);
  });

  it.each([
    ['Int\nabc\n', { line: 2, column: 1 }, 'Int'],
    ['Text,Int\na,1.5\n', { line: 2, column: 3 }, 'Int'],
    ['Text,Leaf\na,{name:[}\n', { line: 2, column: 3 }, 'Leaf.Name'],
    ['Text\n"a"b\n', { line: 2, column: 4 }, undefined],
    ['Text\n"a\n', { line: 2, column: 1 }, undefined],
    ['Text,Text\na,b\n', { line: 1, column: 6 }, undefined],
  ])('%j is refused with its place', (text, position, path) => {
    const fault = faultOf(() => csv.decode(text, everything));
    expect(fault.position).toEqual(position);
    expect(fault.path).toBe(path);
  });
});

it('puts line ends that only some readers know into quotes', () => {
  for (const lineEnd of ['\u000b', '\u000c', '\u001c', '\u0085', '\u2028', '\u2029']) {
    const text = csv.encode({ purpose: `a${lineEnd}b` }, session);
    expect(text).toContain(`"a${lineEnd}b"`);
    expect(csv.decode(text, session)).toEqual({ purpose: `a${lineEnd}b` });
  }
});

it('refuses a value that stands under no name', () => {
  expect(() => csv.decode('accountId,\na,b', sessions)).toThrow('has no name');
});

it('says where a fault is, whatever the lines end with', () => {
  for (const lineEnd of ['\r', '\n', '\r\n']) {
    const fault = faultOf(() =>
      csv.decode(['Int', '1', 'x'].join(lineEnd), { kind: 'list', item: everything }),
    );
    expect(fault.position).toEqual({ line: 3, column: 1 });
  }
});
