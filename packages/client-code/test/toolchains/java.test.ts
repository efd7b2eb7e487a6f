import { expect, it } from 'vitest';
import { javac, jvmClient } from './jvm-client.ts';
import { codeIn, workshopWith } from './toolchain.ts';

const workshop = await workshopWith({
  ...jvmClient,
  'dtos.java': codeIn('java'),
  'Acme.java': codeIn('java', {
    Package: 'com.acme.package',
    GlobalNamespace: 'Acme',
    AddServiceStackTypes: false,
  }),
});

it('Java is compiled without a warning, whatever names and wording', { timeout: 120_000 }, async () => {
  const options = ['-Xlint:all', '-Werror', '-encoding', 'UTF-8', '-d', 'classes'];
  expect(await workshop.run(javac, ...options, ...Object.keys(jvmClient), 'dtos.java', 'Acme.java')).toBe('');
});
