import { expect, it } from 'vitest';
import { codeIn, everything } from './toolchain.ts';
import { problemsOf } from './vbnet-reader.ts';

it('VB.NET is read line by line, whatever names and wording', () => {
  const code = codeIn('vbnet');
  expect(problemsOf(code)).toEqual([]);
  const varied = codeIn('vbnet', {
    GlobalNamespace: 'Acme.Class',
    MakePartial: false,
    MakeVirtual: false,
    AddReturnMarker: false,
    AddDescriptionAsComments: false,
    AddDataContractAttributes: true,
    AddIndexesToDataMembers: true,
    InitializeCollections: true,
    AddServiceStackTypes: false,
  });
  expect(problemsOf(varied)).toEqual([]);
  for (const { name } of everything) expect(code).toContain(`Public Partial Class ${name}\n`);
});

it('and the reader finds what is wrong', () => {
  const lines = [
    'Namespace Global',
    'Public Partial Class A',
    'Public Overridable Property Class As String',
    'Public Overridable Property Other As Missing(Of String)',
    `<ApiMember(Description:="out \u201d of it")>`,
    'End Namespace',
  ];
  expect(problemsOf(lines.join('\n'))).toHaveLength(5);
});
