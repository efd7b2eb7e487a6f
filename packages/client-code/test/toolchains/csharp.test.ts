import { join } from 'node:path';
import { expect, it } from 'vitest';
import { codeOf, programs } from './program.ts';
import { run, temporaryFolder, writeFiles } from './tool.ts';

const mcs = { command: 'mcs', debianPackage: 'mono-mcs' };
const folder = await temporaryFolder();
const serviceStack = join(import.meta.dirname, 'ServiceStack.cs');

it.each(programs)(
  'C# is compiled: %s',
  async (_, wanted) => {
    const files = await writeFiles(folder, { 'dtos.cs': codeOf('csharp', wanted) });
    const options = ['-target:library', '-langversion:6', `-out:${join(folder, 'dtos.dll')}`];
    expect(run(mcs, [...options, serviceStack, ...files], folder)).toEqual({ code: 0, output: '' });
  },
  60_000,
);
