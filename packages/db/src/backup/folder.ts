import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { syncFolder } from '../sync-folder.ts';
import { BackupError, toldOf } from './backup-error.ts';
import { AnyManifest, FORMAT_VERSION, Manifest, type Part } from './manifest.ts';

const MANIFEST = 'manifest.json';
/** Can be checked with `sha256sum --check SHA256SUMS`, too. */
const SUMS = 'SHA256SUMS';

/** A complete backup whose every byte was found to be as it was written. */
export interface Backup {
  readonly folder: string;
  readonly manifest: Manifest;
}

/**
 * Makes a folder whose name appears when everything is in it. It is written beside under another name, which also is
 * what a crash leaves, and is on the disk before it is renamed.
 *
 * @param fill Writes the parts into the folder that it is given, and tells what the manifest says of them.
 * @throws BackupError when the folder is there already or cannot be made.
 */
export async function makeBackup(
  folder: string,
  signal: AbortSignal | undefined,
  fill: (draft: string) => Promise<Manifest>,
): Promise<Backup> {
  if (await lstat(folder).catch(() => undefined)) {
    throw new BackupError(`${folder} is there already. Name a folder that is not, or remove it.`);
  }
  if (!(await stat(dirname(resolve(folder))).catch(() => undefined))) {
    throw new BackupError(`There is no folder ${dirname(resolve(folder))} to make it in.`);
  }
  const draft = `${folder}.unfinished-${randomUUID().slice(0, 8)}`;
  try {
    await mkdir(draft, { mode: 0o700 });
    const manifest = await fill(draft);
    const text = `${JSON.stringify(manifest, undefined, 2)}\n`;
    const options = { mode: 0o600, flush: true };
    await writeFile(join(draft, MANIFEST), text, options);
    await writeFile(join(draft, SUMS), sumsOf(sha256(text), manifest.parts), options);
    await syncFolder(draft);
    signal?.throwIfAborted();
    await rename(draft, folder);
    await syncFolder(dirname(resolve(folder)));
    return { folder, manifest };
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw toldOf(error, folder, signal);
  }
}

/**
 * Reads a backup and checks each byte of it.
 *
 * @throws BackupError naming the file that is missing, truncated or altered; also for a backup of a newer version.
 */
export async function readBackup(folder: string, signal?: AbortSignal): Promise<Backup> {
  try {
    if (!(await stat(folder)).isDirectory())
      throw new BackupError(`${folder} is not the folder of a backup.`);
    const bytes = await readFile(join(folder, MANIFEST));
    const sums = await readFile(join(folder, SUMS), 'latin1');
    const [first = ''] = sums.split('\n', 1);
    const sum = sha256(bytes);
    if (first !== sumLine(sum, MANIFEST)) {
      throw new BackupError(`${MANIFEST} was altered or truncated: it is not what ${SUMS} says.`);
    }
    const manifest = manifestIn(bytes.toString('utf8'));
    if (sums !== sumsOf(sum, manifest.parts)) {
      throw new BackupError(`${SUMS} was altered or truncated: it is not what ${MANIFEST} says.`);
    }
    for (const part of manifest.parts) await check(folder, part, signal);
    return { folder, manifest };
  } catch (error) {
    throw toldOf(error, folder, signal);
  }
}

function manifestIn(text: string): Manifest {
  const json: unknown = JSON.parse(text);
  const { success, data: claimed } = AnyManifest.safeParse(json);
  if (!success) throw new BackupError(`${MANIFEST} is not that of a backup of this service.`);
  if (claimed.formatVersion > FORMAT_VERSION) {
    throw new BackupError(
      `The backup was made by the newer version ${claimed.version}. Restore it with that one.`,
    );
  }
  return Manifest.parse(json);
}

async function check(
  folder: string,
  { file, bytes, sha256: expected }: Part,
  signal?: AbortSignal,
): Promise<void> {
  const path = join(folder, file);
  const { size } = await stat(path);
  if (size < bytes) throw new BackupError(`${file} is truncated: it has ${size} of ${bytes} bytes.`);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { signal })) hash.update(chunk);
  if (hash.digest('hex') !== expected) throw new BackupError(`${file} was altered: its checksum is another.`);
}

function sumsOf(manifestSum: string, parts: readonly Part[]): string {
  const lines = [sumLine(manifestSum, MANIFEST), ...parts.map(({ sha256: sum, file }) => sumLine(sum, file))];
  return `${lines.join('\n')}\n`;
}

function sumLine(sum: string, file: string): string {
  return `${sum}  ${file}`;
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}
