import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { check } from './fsharp-compiler.ts';
import { codeIn } from './toolchain.ts';

const serviceStack = await readFile(join(import.meta.dirname, 'ServiceStack.fs'), 'utf8');

const varied = {
  GlobalNamespace: 'Acme.Dtos',
  AddReturnMarker: false,
  AddDescriptionAsComments: false,
  AddDataContractAttributes: true,
  AddIndexesToDataMembers: true,
  InitializeCollections: true,
  AddServiceStackTypes: false,
};

it.each([
  ['usual', {}],
  ['varied', varied],
])(
  'F# is checked by its compiler, whatever names and wording: %s',
  { timeout: 240_000 },
  async (_, given) => {
    const files = { 'ServiceStack.fs': serviceStack, 'dtos.fs': codeIn('fsharp', given) };
    expect(await check(files)).toEqual([]);
  },
);

it('and the compiler finds what is wrong', { timeout: 120_000 }, async () => {
  expect(await check({ 'dtos.fs': 'namespace Test\n\ntype A() =\n    inherit B()\n' })).toEqual([
    expect.stringContaining("'B' is not defined"),
  ]);
});
