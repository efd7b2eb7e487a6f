import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const DOCS = join(import.meta.dirname, '../../../docs');

it('the tests that the table of promises names are there', async () => {
  const table = await readFile(join(DOCS, 'compatibility-tests.md'), 'utf8');
  const links = Array.from(table.matchAll(/\]\((\.\.\/[^)]+)\): ([^|;]+)/g), ([, file = '', names = '']) => ({
    file,
    names: Array.from(names.matchAll(/"([^"]+)"/g), ([, name = '']) => name),
  }));
  expect(links.length).toBeGreaterThan(50);
  for (const { file, names } of links) {
    const code = (await readFile(join(DOCS, file), 'utf8')).replaceAll("\\'", "'");
    expect(names.length, file).toBeGreaterThan(0);
    expect(names.filter((name) => !code.includes(name))).toEqual([]);
  }
});
