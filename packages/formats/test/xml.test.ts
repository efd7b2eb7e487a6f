import { AISessionInfo, ListAISessions, type TypeRef } from '@ai-sessions/contract';
import { describe, expect, it } from 'vitest';
import { codecs, type WireType } from '../src/index.ts';
import { everything } from './arbitrary.ts';
import { faultOf } from './fault.ts';

const { xml } = codecs;
const OPEN =
  '<Everything xmlns="http://schemas.datacontract.org/2004/07/Tests" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">';
const read = (inner: string) => xml.decode(`${OPEN}${inner}</Everything>`, everything);

it('names generic types as .NET does', () => {
  // The digest is well known from services that return such a dictionary.
  const lists: WireType = { kind: 'map', value: { kind: 'list', item: { kind: 'string' } } };
  expect(xml.encode({}, lists)).toContain('<ArrayOfKeyValueOfstringArrayOfstringty7Ep6D1 ');
  const page: TypeRef = { kind: 'object', type: ListAISessions.response.type };
  expect(xml.encode({ items: [] }, page)).toMatch(/<ListResponseOfAISessionInfo\w+ xmlns/);
});

it('writes a session as .NET clients read it', () => {
  const type: TypeRef = { kind: 'object', type: AISessionInfo.type };
  expect(xml.encode({ id: 's1', purpose: 'a < b\u0001\ud800' }, type)).toBe(
    '<?xml version="1.0" encoding="utf-8"?><AISessionInfo xmlns:i="http://www.w3.org/2001/XMLSchema-instance" ' +
      'xmlns="http://schemas.datacontract.org/2004/07/Voice.Api.AI">' +
      ['CreatedBy', 'DateCreated', 'DateLastModified']
        .map((name) => `<${name} xmlns="http://schemas.datacontract.org/2004/07/Voice.Api" i:nil="true" />`)
        .join('') +
      '<Id xmlns="http://schemas.datacontract.org/2004/07/Voice.Api">s1</Id>' +
      '<LastModifiedBy xmlns="http://schemas.datacontract.org/2004/07/Voice.Api" i:nil="true" />' +
      '<AccountId i:nil="true" /><AccountName i:nil="true" /><Actions i:nil="true" /><Log i:nil="true" />' +
      '<PendingActions i:nil="true" /><Purpose>a &lt; b\ufffd\ufffd</Purpose><State i:nil="true" /></AISessionInfo>',
  );
});

describe('reading', () => {
  it.each([
    ['<Text>a&amp;&#x41;&#10;<![CDATA[<b>]]><!-- c -->d</Text>', { text: 'a&A\n<b>d' }],
    ['<Text>a\r\nb&#xD;\n</Text>', { text: 'a\nb\r\n' }],
    ['<Text/><Bool>0</Bool>', { text: '', bool: false }],
    ['<Text i:nil="1"/><Leaf i:nil="true"><x/></Leaf>', {}],
    ['<Nope><Text>x</Text></Nope><Text xmlns="urn:other">x</Text>', {}],
    ['<text>x</text>', {}],
    ['<Leaf/>', { leaf: {} }],
    [
      '<Leaf xmlns:l="http://schemas.datacontract.org/2004/07/Tests.Inner"><l:Size> 7 </l:Size></Leaf>',
      { leaf: { size: 7 } },
    ],
    ['<Text><![CDATA[<!DOCTYPE x>]]></Text>', { text: '<!DOCTYPE x>' }],
  ])('%s', (inner, value) => {
    expect(read(inner)).toEqual(value);
  });

  it.each([
    ['<Bool>True</Bool>', 'Bool'],
    ['<Bool></Bool>', 'Bool'],
    ['<Int>1.5</Int>', 'Int'],
    ['<Text>a<b/></Text>', 'Text'],
    ['<Leaf>a</Leaf>', 'Leaf'],
    ['<Bool i:nil="true">true</Bool>', 'Bool'],
    ['<Leaf i:nil="true">a</Leaf>', 'Leaf'],
    ['<Text>a</Text>\n<Text>b</Text>', 'Text'],
  ])('%s is refused under the name of the member', (inner, path) => {
    expect(faultOf(() => read(inner)).path).toBe(path);
  });

  it.each([
    '',
    'a',
    '<a',
    `${OPEN}</Text>`,
    `${OPEN}</Everything><x/>`,
    `${OPEN}<a:b/></Everything>`,
    '<Everything/>',
  ])('%s is refused with its place', (text) => {
    expect(faultOf(() => xml.decode(text, everything)).position?.line).toBe(1);
  });
});

it('reports what is no member, wherever it stands', () => {
  const unknown: string[] = [];
  const inner =
    '<Text a="1" xml:space="preserve" i:type="x">a</Text><text>b</text><Leaf i:nil="true"><Size>1</Size></Leaf><Texts><Nope/></Texts>';
  xml.decode(`${OPEN}${inner}</Everything>`, everything, { onUnknown: (name) => unknown.push(name) });
  expect(unknown).toEqual(['a', 'text', 'Size', 'Nope']);
});
