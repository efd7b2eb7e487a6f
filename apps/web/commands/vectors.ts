import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { runVectorFile } from '../conformance/run-vector-file.ts';
import { runCommand } from './command.ts';

const USAGE = 'Usage: npm run vectors -- <file> [<file> ...]';

await runCommand(async () => {
  const files = process.argv.slice(2);
  if (files.length === 0) throw new Error(USAGE);
  let passed = 0;
  let failed = 0;
  for (const file of files) {
    const path = resolve(process.env.INIT_CWD ?? '.', file);
    const run = await runVectorFile(JSON.parse(await readFile(path, 'utf8')));
    for (const { id, what, expected, found } of run.failures) {
      console.log(`${id}: ${what}`);
      console.log(`  expected ${JSON.stringify(expected)}`);
      for (const each of found) console.log(`  found    ${inOneLine(each)}`);
    }
    const ids = new Set(run.failures.map(({ id }) => id));
    console.log(`${file}: ${run.passed} passed, ${ids.size} failed`);
    passed += run.passed;
    failed += ids.size;
  }
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
});

function inOneLine(found: unknown): string {
  const text =
    typeof found === 'string'
      ? found
      : JSON.stringify(found, (_, value) => (value instanceof Error ? value.message : value));
  return (text ?? 'nothing').slice(0, 500);
}
