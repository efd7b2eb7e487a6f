import { join } from 'node:path';
import { expect, it } from 'vitest';
import { codeIn, type Tool, workshopWith } from './toolchain.ts';

const mcs: Tool = { command: 'mcs', packages: 'mono-mcs' };
const serviceStack = join(import.meta.dirname, 'ServiceStack.cs');
const workshop = await workshopWith({ 'dtos.cs': codeIn('csharp') });

it('C# is compiled without a warning, whatever names and wording', { timeout: 60_000 }, async () => {
  const options = ['-target:library', '-langversion:6', '-warnaserror', '-out:dtos.dll'];
  expect(await workshop.run(mcs, ...options, serviceStack, 'dtos.cs')).toBe('');
});
