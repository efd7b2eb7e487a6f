import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { syncFolder } from '../sync-folder.ts';
import type { Binaries } from './binaries.ts';
import type { Place } from './place.ts';

/** Name of the database superuser. */
export const SUPERUSER = 'ai_sessions';

/**
 * Makes a new cluster unless there is one. It is made aside and then renamed, so that a crash leaves no half
 * cluster and two processes do not spoil each other's.
 */
export async function initialise(place: Place, binaries: Binaries, password: string): Promise<void> {
  const { user } = place;
  if (existsSync(join(place.cluster, 'PG_VERSION'))) return;
  const attempt = randomUUID();
  const draft = join(place.folder, `cluster.${attempt}.draft`);
  const passwordFile = join(place.folder, `password.${attempt}.draft`);
  try {
    await mkdir(draft, { mode: 0o700 });
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (user) {
      await chown(draft, user.uid, user.gid);
      await chown(passwordFile, user.uid, user.gid);
    }
    await promisify(execFile)(
      binaries.initdb,
      [
        `--pgdata=${draft}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // The order of text must not change with the operating system's libraries: indexes rely on it.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        '--no-instructions',
      ],
      {
        cwd: place.folder,
        ...user,
        env: { NODE_ENV: 'production', PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C' },
      },
    );
    await rename(draft, place.cluster).catch((error: unknown) => {
      if (!existsSync(join(place.cluster, 'PG_VERSION'))) throw error;
    });
    await syncFolder(place.folder);
  } catch (cause) {
    const reason = lastLine(cause);
    const remedy = /shared librar/.test(reason)
      ? 'Install the dependencies again with their install scripts, or set DATABASE_URL.'
      : 'Free some space or set DATA_DIR to another folder.';
    throw new Error(`A database could not be made in ${place.folder}: ${reason} ${remedy}`, { cause });
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

function lastLine(error: unknown): string {
  const text =
    error instanceof Error && 'stderr' in error && String(error.stderr).trim() !== ''
      ? String(error.stderr)
      : String(error);
  return (
    text
      .trim()
      .split('\n')
      .find((line) => /error|fatal|could not/i.test(line)) ??
    text.trim().split('\n').at(-1) ??
    ''
  );
}
