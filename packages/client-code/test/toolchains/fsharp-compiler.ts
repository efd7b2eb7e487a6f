import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What is used here of the F# compiler that Fable has as JavaScript. */
interface Compiler {
  readonly CreateChecker: (
    references: readonly string[],
    readAllBytes: (file: string) => Uint8Array,
    options: readonly string[],
  ) => unknown;
  readonly ParseAndCheckProject: (
    checker: unknown,
    project: string,
    names: readonly string[],
    sources: readonly string[],
    options: readonly string[],
  ) => { readonly Errors: readonly { FileName: string; StartLine: number; Message: string }[] };
}

declare global {
  /** Where the bundle leaves the compiler when it is imported as a module. */
  var __FABLE_STANDALONE__: { readonly init: () => Compiler } | undefined;
}

/**
 * Checks files of F#, in the order given, by name.
 *
 * @returns errors and warnings, one line each.
 */
export async function check(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const require = createRequire(import.meta.url);
  await import(pathToFileURL(require.resolve('@fable-org/fable-standalone')).href);
  const compiler = globalThis.__FABLE_STANDALONE__?.init();
  if (!compiler) throw new Error('The bundle of Fable does not say where its compiler is.');
  const assemblies = join(dirname(require.resolve('@fable-org/fable-metadata')), 'lib');
  const references = readdirSync(assemblies)
    .filter((file) => file.endsWith('.dll') && !/^(?:Browser|Fable)\./.test(file))
    .map((file) => basename(file, '.dll'));
  const checker = compiler.CreateChecker(
    references,
    (file) => readFileSync(join(assemblies, basename(file))),
    [],
  );
  const { Errors: errors } = compiler.ParseAndCheckProject(
    checker,
    'dtos.fsproj',
    Object.keys(files),
    Object.values(files),
    [],
  );
  // What it says of a signature, it says several times.
  return [
    ...new Set(errors.map(({ FileName, StartLine, Message }) => `${FileName}:${StartLine}: ${Message}`)),
  ];
}
