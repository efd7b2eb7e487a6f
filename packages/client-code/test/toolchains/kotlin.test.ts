import { expect, it } from 'vitest';
import { GSON, javac, jvmClient, snippetOf } from './jvm-client.ts';
import { codeIn, type Tool, workshopWith } from './toolchain.ts';

const kotlinc: Tool = { command: 'kotlinc', packages: 'kotlin' };
const code = codeIn('kotlin', { Package: 'com.acme.object' });
const workshop = await workshopWith({
  ...jvmClient,
  'dtos.kt': code,
  'Snippet.kt': `import net.servicestack.client.*\n\n${snippetOf(code)}`,
});

it('Kotlin is compiled without a warning, whatever names and wording', { timeout: 180_000 }, async () => {
  expect(snippetOf(code)).toContain('X-HTTP-Method-Override');
  await workshop.run(javac, '-d', 'library', ...Object.keys(jvmClient));
  expect(
    await workshop.run(
      kotlinc,
      '-Werror',
      '-classpath',
      `library:${GSON}`,
      '-d',
      'classes',
      'dtos.kt',
      'Snippet.kt',
    ),
  ).toBe('');
});
