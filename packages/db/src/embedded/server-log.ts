import { open, stat, truncate } from 'node:fs/promises';

const LIMIT_BYTES = 10 * 1_048_576;
const TAIL_BYTES = 4_096;

/** Empties PostgreSQL's log when it has grown too long. The server writes to its end, so it needs not know. */
export async function boundLog(path: string): Promise<void> {
  if ((await sizeOf(path)) > LIMIT_BYTES) await truncate(path);
}

/** Length of the log in bytes; 0 when there is none. */
export function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

/** The last reason for giving up that PostgreSQL has logged after a position. */
export async function lastFatal(path: string, from: number): Promise<string | undefined> {
  const file = await open(path, 'r');
  try {
    const start = Math.max(from, (await file.stat()).size - TAIL_BYTES);
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(TAIL_BYTES), position: start });
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
    return lines.findLast((line) => /FATAL|PANIC|error while loading/.test(line))?.trim();
  } finally {
    await file.close();
  }
}
