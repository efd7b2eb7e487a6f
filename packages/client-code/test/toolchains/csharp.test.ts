import { join } from 'node:path';
import { expect, it } from 'vitest';
import { faultsIn, parserOf } from './grammar.ts';
import { codeIn, type Tool, workshopWith } from './toolchain.ts';

const mcs: Tool = { command: 'mcs', packages: 'mono-mcs libmono-system-runtime-serialization4.0-cil' };
const serviceStack = join(import.meta.dirname, 'ServiceStack.cs');
const varied = {
  GlobalNamespace: 'Acme.class',
  MakePartial: false,
  MakeVirtual: false,
  MakeInternal: true,
  AddReturnMarker: false,
  AddDescriptionAsComments: false,
  AddDataContractAttributes: true,
  AddIndexesToDataMembers: true,
  InitializeCollections: true,
  AddServiceStackTypes: false,
};

const workshop = await workshopWith({
  'dtos.cs': codeIn('csharp'),
  'varied.cs': codeIn('csharp', varied),
});

it.each(['dtos.cs', 'varied.cs'])(
  'C# is compiled without a warning: %s',
  { timeout: 60_000 },
  async (file) => {
    const options = [
      '-target:library',
      '-r:System.Runtime.Serialization',
      '-langversion:6',
      '-warnaserror',
      '-out:dtos.dll',
    ];
    expect(await workshop.run(mcs, ...options, serviceStack, file)).toBe('');
  },
);

it('C# with nullable annotations keeps to the grammar', async () => {
  const parser = await parserOf('c_sharp');
  expect(faultsIn(parser, codeIn('csharp', { ...varied, AddNullableAnnotations: true }))).toEqual([]);
});
