import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type { Outcome, Target } from './outcome.ts';

const runFile = promisify(execFile);

/** Where generated code finds the packages that it imports. */
const MODULES = join(import.meta.dirname, '../node_modules');
const COMPILER = join(MODULES, 'typescript-native/bin/tsc');

/**
 * Generates code, compiles it together with a program that uses it, as strictly as anybody would, and runs that.
 *
 * @param generate Writes code for the document of the service into a folder.
 * @param program TypeScript beside the generated code; its `run(url, userName, password)` gives an outcome.
 * @throws Error with what the compiler or the program says.
 */
export async function runGenerated(
  target: Target,
  generate: (folder: string, document: string) => Promise<void>,
  program: string,
): Promise<Outcome> {
  const folder = await mkdtemp(join(MODULES, '.generated-'));
  try {
    await generate(folder, `${target.url}/openapi.json`);
    await writeFile(join(folder, 'program.ts'), program);
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(STRICT));
    await compiled(folder);
    return await runProgram(folder, target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const STRICT = {
  compilerOptions: {
    strict: true,
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    lib: ['es2023', 'dom', 'dom.iterable'],
    types: [],
    skipLibCheck: true,
    noEmit: true,
  },
  files: ['program.ts'],
};

async function compiled(folder: string): Promise<void> {
  try {
    await runFile(process.execPath, [COMPILER, '-p', folder]);
  } catch (error) {
    throw new Error(`The compiler refuses it: ${textOf(error)}`);
  }
}

async function runProgram(folder: string, { url, userName, password }: Target): Promise<Outcome> {
  const main = `import { run } from './program.ts';
const [url, userName, password] = process.argv.slice(2);
run(url, userName, password).then((outcome) => console.log(JSON.stringify(outcome)));`;
  const outfile = join(folder, 'program.mjs');
  await build({
    stdin: { contents: main, resolveDir: folder, loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
  });
  const { stdout } = await runFile(process.execPath, [outfile, url, userName, password]);
  return JSON.parse(stdout);
}

function textOf(error: unknown): string {
  return error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
}
