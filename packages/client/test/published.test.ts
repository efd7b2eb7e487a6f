import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';

const run = promisify(execFile);
const FOLDER = join(import.meta.dirname, '..');
const TSC = join(dirname(fileURLToPath(import.meta.resolve('typescript/package.json'))), 'bin/tsc');

let project: string;
let packed: readonly string[];

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'ai-sessions-client-'));
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', project], { cwd: FOLDER });
  const [{ filename, files }] = JSON.parse(stdout);
  packed = files.map(({ path }: { path: string }) => path);
  await writeFile(join(project, 'package.json'), '{"type":"module"}');
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', join(project, filename)], {
    cwd: project,
  });
});

afterAll(() => rm(project, { recursive: true, force: true }));

it('holds the bundles, their types and what a package comes with, and no source', () => {
  expect([...packed].sort()).toEqual([
    'LICENSE',
    'README.md',
    'dist/index.d.ts',
    'dist/index.js',
    'dist/trpc.d.ts',
    'dist/trpc.js',
    'package.json',
  ]);
});

it('compiles every example of its README in a project that has nothing else', async () => {
  const readme = await readFile(join(FOLDER, 'README.md'), 'utf8');
  const examples = Array.from(readme.matchAll(/```ts\n(.*?)```/gs), (match) => match[1] ?? '');
  const standalone = examples.filter((example) => !example.includes('@ai-sessions/api'));
  expect(standalone.length).toBeGreaterThan(3);
  await mkdir(join(project, 'examples'));
  for (const [index, example] of standalone.entries()) {
    await writeFile(join(project, `examples/${index}.ts`), example);
  }
  await writeFile(
    join(project, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        exactOptionalPropertyTypes: true,
        target: 'ES2022',
        module: 'NodeNext',
        lib: ['ES2022', 'DOM'],
        types: [],
        noEmit: true,
      },
      include: ['examples'],
    }),
  );
  const { stdout } = await run(process.execPath, [TSC, '-p', project]).catch((error) => error);
  expect(stdout).toBe('');
});

it('runs in browsers: a bundle for them needs nothing of Node', async () => {
  const { outputFiles, metafile } = await build({
    stdin: { contents: "export * from '@ai-sessions/client';", resolveDir: project },
    bundle: true,
    platform: 'browser',
    format: 'esm',
    minify: true,
    write: false,
    metafile: true,
  });
  expect(Object.keys(metafile.inputs).filter((input) => !input.endsWith('dist/index.js'))).toEqual([
    '<stdin>',
  ]);
  expect(outputFiles[0]?.text).not.toMatch(/node:|\bBuffer\b|\bprocess\b|\brequire\b/);
});
