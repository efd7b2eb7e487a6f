import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, link, mkdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError } from './configuration.ts';

/** Name of the secret that stands for AUTH_SECRET when that is not set. */
export const AUTH_SECRET_FILE = 'auth-secret';

/**
 * Reads a secret from the data folder, generating it (256 bits, mode 600) when it is not there. Processes that
 * start at once agree on one secret: the file appears whole or not at all.
 */
export async function ensureSecret(dataDirectory: string, name: string): Promise<string> {
  const path = join(dataDirectory, name);
  const existing = await read(path);
  if (existing) return existing;
  try {
    await mkdir(dataDirectory, { recursive: true });
    const draft = `${path}.${randomUUID()}`;
    await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600 });
    await chmod(draft, 0o600);
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await unlink(draft);
  } catch (cause) {
    throw new ConfigurationError(
      `The data folder ${dataDirectory} cannot be written. Make it writable or set DATA_DIR to another folder.`,
      { cause },
    );
  }
  const secret = await read(path);
  if (!secret) throw new ConfigurationError(`${path} is empty. Delete it to have a new secret generated.`);
  return secret;
}

/**
 * Replaces a secret of the data folder by a new one when the work with that is done. What was interrupted goes on with the
 * same new one the next time.
 */
export async function replaceSecret<T>(
  dataDirectory: string,
  name: string,
  work: (next: string) => Promise<T>,
): Promise<T> {
  const draft = `${name}.next`;
  const result = await work(await ensureSecret(dataDirectory, draft));
  await rename(join(dataDirectory, draft), join(dataDirectory, name));
  return result;
}

/** Reads a secret from the data folder; `undefined` when it is not there. */
export function readSecret(dataDirectory: string, name: string): Promise<string | undefined> {
  return read(join(dataDirectory, name));
}

async function read(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim() || undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new ConfigurationError(`${path} cannot be read. Check its owner and mode.`, { cause: error });
  }
}
