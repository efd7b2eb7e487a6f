import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { check } from './fsharp-compiler.ts';
import { codeIn } from './toolchain.ts';

const serviceStack = await readFile(join(import.meta.dirname, 'ServiceStack.fs'), 'utf8');

it('F# is checked by its compiler, whatever names and wording', { timeout: 120_000 }, async () => {
  const varied = codeIn('fsharp', {
    GlobalNamespace: 'Acme.Dtos',
    AddReturnMarker: false,
    AddDataContractAttributes: true,
    AddIndexesToDataMembers: true,
    InitializeCollections: true,
    AddServiceStackTypes: false,
  });
  for (const code of [codeIn('fsharp'), varied]) {
    expect(await check({ 'ServiceStack.fs': serviceStack, 'dtos.fs': code })).toEqual([]);
  }
});

it('and the compiler finds what is wrong', { timeout: 120_000 }, async () => {
  expect(await check({ 'dtos.fs': 'namespace Test\n\ntype A() =\n    inherit B()\n' })).toEqual([
    expect.stringContaining("'B' is not defined"),
  ]);
});
