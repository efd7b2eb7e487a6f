import { expect, it } from 'vitest';
import { codeOf, programs } from './program.ts';
import { problemsOf } from './vbnet-reader.ts';

it.each(programs)('VB.NET is read line by line: %s', (_, wanted) => {
  const code = codeOf('vbnet', wanted);
  expect(problemsOf(code)).toEqual([]);
  for (const { name } of wanted) expect(code).toContain(`Public Partial Class ${name}\n`);
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
