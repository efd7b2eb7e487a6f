import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../log.ts';
import { makeFolder } from './make-folder.ts';
import { makeSystemFolder, SYSTEM_FOLDER } from './system-folder.ts';
import { canEnter, type SystemUser, unprivilegedUser } from './system-user.ts';

/** Names the file that says where the data really is, when it could not be in the data folder. */
const POINTER = 'location';

/** Where one database is, and who runs it. */
export interface Place {
  /** Absolute path; holds everything below. */
  readonly folder: string;
  /** PostgreSQL's own data folder. */
  readonly cluster: string;
  readonly logFile: string;
  /** `undefined` when PostgreSQL runs as ourselves. */
  readonly user: SystemUser | undefined;
  /** The file that has to name the folder, when it is not the wanted one. */
  readonly pointer: string | undefined;
}

/**
 * Finds the folder for the data. It is the wanted one, unless PostgreSQL's user cannot enter that: then it is a
 * folder of the system, and a file in the wanted one says so, so that the data is found again for ever.
 *
 * @throws Error with one sentence that says what to do.
 */
export async function findPlace(wanted: string, log: Log): Promise<Place> {
  const candidate = unprivilegedUser();
  try {
    await makeFolder(wanted);
    const absolute = await realpath(wanted);
    const pointer = join(absolute, POINTER);
    const recorded = (await readFile(pointer, 'utf8').catch(() => '')).trim();
    const folder = recorded || (await choose(absolute, candidate));
    const cluster = join(folder, 'cluster');
    if (recorded && !existsSync(join(cluster, 'PG_VERSION'))) {
      throw new Error(
        `its data was in ${recorded} and is no longer there; put it back, or delete ${pointer} to begin anew`,
      );
    }
    if (folder !== absolute) {
      await makeSystemFolder();
      await mkdir(folder, { recursive: true });
      log.info(
        { wanted: absolute, folder },
        'using another folder for the database: PostgreSQL has no access to the data folder',
      );
    }
    // Whoever made the cluster has to run it.
    const user = candidate && ((await ownerOf(cluster)) ?? candidate);
    await own(folder, user);
    return {
      folder,
      cluster,
      logFile: join(folder, 'postgresql.log'),
      user,
      pointer: folder === absolute ? undefined : pointer,
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `The data folder ${wanted} cannot be used (${reason}). Make it writable, set DATA_DIR to another folder, or set DATABASE_URL.`,
      { cause },
    );
  }
}

/** Notes where the data is, once there is some. */
export async function recordPlace({ folder, pointer }: Place): Promise<void> {
  if (pointer && !existsSync(pointer)) await writeFile(pointer, `${folder}\n`);
}

async function choose(wanted: string, candidate: SystemUser | undefined): Promise<string> {
  const owner = candidate && ((await ownerOf(join(wanted, 'cluster'))) ?? candidate);
  // The folder itself will belong to that user; only the way to it matters.
  if (await canEnter(join(wanted, '..'), owner)) return wanted;
  if (existsSync(join(wanted, 'cluster'))) {
    throw new Error('it holds a database, but PostgreSQL may no longer enter the folders above it');
  }
  return join(SYSTEM_FOLDER, createHash('sha256').update(wanted).digest('hex').slice(0, 16));
}

/** The owner of a cluster, unless there is none or it is root. */
async function ownerOf(cluster: string): Promise<SystemUser | undefined> {
  const owner = await stat(cluster).catch(() => undefined);
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : undefined;
}

async function own(folder: string, user: SystemUser | undefined): Promise<void> {
  if (user && (await stat(folder)).uid !== user.uid) await chown(folder, user.uid, user.gid);
  await chmod(folder, 0o700);
}
