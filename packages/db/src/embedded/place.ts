import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../log.ts';
import { SYSTEM_FOLDER } from './binaries.ts';
import { makeFolder } from './make-folder.ts';
import { canEnter, type SystemUser } from './system-user.ts';

/** Names the file that says where the data really is, when it could not be in the data folder. */
const POINTER = 'location';

/** Where one database is. */
export interface Place {
  /** Absolute path; holds everything below. */
  readonly folder: string;
  /** PostgreSQL's own data folder. */
  readonly cluster: string;
  readonly logFile: string;
}

/**
 * Finds the folder for the data. It is the wanted one, unless PostgreSQL's user cannot enter that: then it is a
 * folder of the system, and a file in the wanted one says so, so that the data is found again for ever.
 */
export async function findPlace(wanted: string, user: SystemUser | undefined, log: Log): Promise<Place> {
  try {
    await makeFolder(wanted);
    const absolute = await realpath(wanted);
    const recorded = await readFile(join(absolute, POINTER), 'utf8').catch(() => undefined);
    const folder = recorded?.trim() ?? (await choose(absolute, user));
    if (folder !== absolute) {
      await mkdir(SYSTEM_FOLDER, { recursive: true, mode: 0o755 });
      await mkdir(folder, { recursive: true });
      if (!recorded) await writeFile(join(absolute, POINTER), `${folder}\n`);
      log.info(
        { wanted: absolute, folder },
        'the data is kept outside the data folder, which PostgreSQL cannot enter',
      );
    }
    await own(folder, user);
    return { folder, cluster: join(folder, 'cluster'), logFile: join(folder, 'postgresql.log') };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `The data folder ${wanted} cannot be used (${reason}). Make it writable, set DATA_DIR to another folder, or set DATABASE_URL.`,
      { cause },
    );
  }
}

async function choose(wanted: string, user: SystemUser | undefined): Promise<string> {
  // The folder itself will belong to that user; only the way to it matters.
  if (await canEnter(join(wanted, '..'), user)) return wanted;
  if (existsSync(join(wanted, 'cluster'))) {
    throw new Error('it holds a database, but PostgreSQL may no longer enter the folders above it');
  }
  return join(SYSTEM_FOLDER, createHash('sha256').update(wanted).digest('hex').slice(0, 16));
}

async function own(folder: string, user: SystemUser | undefined): Promise<void> {
  if (user && (await stat(folder)).uid !== user.uid) await chown(folder, user.uid, user.gid);
  await chmod(folder, 0o700);
}
