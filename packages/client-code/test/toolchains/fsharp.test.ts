import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { check } from './fsharp-compiler.ts';
import { codeOf, programs } from './program.ts';

const serviceStack = await readFile(join(import.meta.dirname, 'ServiceStack.fs'), 'utf8');

it.each(programs)(
  'F# is checked by its compiler: %s',
  async (_, wanted) => {
    const files = { 'ServiceStack.fs': serviceStack, 'dtos.fs': codeOf('fsharp', wanted) };
    expect(await check(files)).toEqual([]);
  },
  60_000,
);

it('and the compiler finds what is wrong', async () => {
  expect(await check({ 'dtos.fs': 'namespace Test\n\ntype A() =\n    inherit B()\n' })).toEqual([
    expect.stringContaining("'B' is not defined"),
  ]);
}, 60_000);
