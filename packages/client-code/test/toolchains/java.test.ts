import { join } from 'node:path';
import { expect, it } from 'vitest';
import { jvmClient } from './jvm-client.ts';
import { codeOf, programs } from './program.ts';
import { run, temporaryFolder, writeFiles } from './tool.ts';

const javac = { command: 'javac', debianPackage: 'default-jdk-headless' };
const folder = await temporaryFolder();

it.each(programs)(
  'Java is compiled: %s',
  async (_, wanted) => {
    const files = await writeFiles(folder, { ...jvmClient, 'dtos.java': codeOf('java', wanted) });
    const options = ['-Xlint:all', '-Werror', '-encoding', 'UTF-8', '-d', join(folder, 'classes')];
    expect(run(javac, [...options, ...files], folder)).toEqual({ code: 0, output: '' });
  },
  60_000,
);
