import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

/** A command that proves code, and the Debian package that has it. */
export interface Tool {
  readonly command: string;
  readonly debianPackage: string;
}

/** A folder for the files of a test; it is gone when the tests of the file are over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ai-sessions-client-code-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files, by path, below a folder; gives back their paths. */
export function writeFiles(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  return Promise.all(
    Object.entries(files).map(async ([path, text]) => {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
      return file;
    }),
  );
}

/**
 * Runs a tool to its end.
 *
 * @returns what it printed, and its exit code.
 * @throws Error with the package to install when the machine does not have it.
 */
export function run(
  { command, debianPackage }: Tool,
  args: readonly string[],
  folder: string,
): { readonly code: number | null; readonly output: string } {
  const { error, status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', cwd: folder });
  if (error) {
    throw new Error(`${command} does not run. Install it: apt-get install ${debianPackage}`, {
      cause: error,
    });
  }
  return { code: status, output: `${stdout}${stderr}` };
}
