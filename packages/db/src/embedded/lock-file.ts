import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What `postmaster.pid` says about the server on a cluster. */
export interface LockFile {
  /** Its whole text, to recognise it by. */
  readonly text: string;
  /** Absent when the file is empty or garbled, as a full disk leaves it. */
  readonly pid: number | undefined;
  /** 0 while the server has not said it yet. */
  readonly port: number;
  /** Milliseconds since it was last written. */
  readonly age: number;
}

/** Reads the lock file of a cluster; `undefined` when there is none. */
export async function readLockFile(cluster: string): Promise<LockFile | undefined> {
  const path = pathOf(cluster);
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    const [first, , , port] = text.split('\n').map(Number);
    const pid = first && Number.isInteger(first) && first > 1 ? first : undefined;
    return { text, pid, port: port || 0, age: Date.now() - mtimeMs };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Removes a lock file that PostgreSQL would take for that of a running server. A server that another process has
 * started meanwhile keeps its own: without it, it would shut down within a minute.
 */
export async function removeLockFile(cluster: string, seen: LockFile): Promise<void> {
  const path = pathOf(cluster);
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, 'utf8')) !== seen.text) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
}

function pathOf(cluster: string): string {
  return join(cluster, 'postmaster.pid');
}
