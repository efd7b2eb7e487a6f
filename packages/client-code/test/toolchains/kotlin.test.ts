import { expect, it } from 'vitest';
import { javac, jvmClient } from './jvm-client.ts';
import { codeIn, type Tool, workshopWith } from './toolchain.ts';

const kotlinc: Tool = { command: 'kotlinc', packages: 'kotlin' };
const workshop = await workshopWith({
  ...jvmClient,
  'dtos.kt': codeIn('kotlin', { Package: 'com.acme.object' }),
});

it('Kotlin is compiled without a warning, whatever names and wording', { timeout: 180_000 }, async () => {
  await workshop.run(javac, '-d', 'library', ...Object.keys(jvmClient));
  expect(await workshop.run(kotlinc, '-Werror', '-classpath', 'library', '-d', 'classes', 'dtos.kt')).toBe(
    '',
  );
});
