import { statfs } from 'node:fs/promises';
import type { Log } from './log.ts';

const INTERVAL_MS = 500;
/** Below this many free bytes nothing is written any more: PostgreSQL panics when its log cannot grow. */
const RESERVE = 64 * 1_048_576;
/** Writing starts again above this many. */
const ENOUGH = 80 * 1_048_576;

/** Knows whether the storage has room for writes. */
export interface StorageGuard {
  isFull(): boolean;
  close(): void;
}

/** Watches the free space of a folder. */
export function createStorageGuard({ directory, log }: { directory: string; log: Log }): StorageGuard {
  let full = false;
  const look = async (): Promise<void> => {
    try {
      const { bavail, bsize } = await statfs(directory);
      const free = bavail * bsize;
      if (!full && free < RESERVE) log.error({ directory, free }, 'the storage is full: writes are refused');
      if (full && free > ENOUGH) log.info({ directory, free }, 'the storage has room again');
      full = full ? free <= ENOUGH : free < RESERVE;
    } catch (error) {
      log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'free space is unknown');
    }
  };
  void look();
  const timer = setInterval(() => void look(), INTERVAL_MS).unref();
  return { isFull: () => full, close: () => clearInterval(timer) };
}
