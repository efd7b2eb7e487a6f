import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { jvmClient } from './jvm-client.ts';
import { codeOf, programs } from './program.ts';
import { run, temporaryFolder, writeFiles } from './tool.ts';

const javac = { command: 'javac', debianPackage: 'default-jdk-headless' };
const kotlinc = { command: 'kotlinc', debianPackage: 'kotlin' };
const folder = await temporaryFolder();
const library = join(folder, 'library');

beforeAll(async () => {
  const files = await writeFiles(folder, jvmClient);
  expect(run(javac, ['-d', library, ...files], folder).output).toBe('');
}, 60_000);

it.each(programs)(
  'Kotlin is compiled: %s',
  async (_, wanted) => {
    const [file = ''] = await writeFiles(folder, { 'dtos.kt': codeOf('kotlin', wanted) });
    const options = ['-Werror', '-classpath', library, '-d', join(folder, 'classes')];
    const { code, output } = run(kotlinc, [...options, file], folder);
    expect({ code, errors: output.match(/^.*: (?:error|warning): .*$/gm) }).toEqual({
      code: 0,
      errors: null,
    });
  },
  120_000,
);
