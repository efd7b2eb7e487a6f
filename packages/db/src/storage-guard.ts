import { statfs } from 'node:fs/promises';
import type { Log } from './log.ts';

const INTERVAL_MS = 500;
/** PostgreSQL panics when its log cannot grow; this leaves room for what is under way. */
const RESERVE_BYTES = 64 * 1_048_576;
/** Writing starts again with this many bytes above the reserve, so that it does not start and stop all the time. */
const MARGIN_BYTES = 16 * 1_048_576;

/** Knows whether the storage has room for writes. */
export interface StorageGuard {
  isFull(): boolean;
  close(): void;
}

/** What {@link createStorageGuard} works with. */
export interface StorageGuardOptions {
  readonly directory: string;
  readonly log: Log;
  /** Below this many free bytes nothing is to be written any more. */
  readonly reserve?: number;
}

/** Watches the free space of a folder. */
export function createStorageGuard({
  directory,
  log,
  reserve = RESERVE_BYTES,
}: StorageGuardOptions): StorageGuard {
  const enough = reserve + MARGIN_BYTES;
  let full = false;
  const look = async (): Promise<void> => {
    try {
      const { bavail, bsize } = await statfs(directory);
      const free = bavail * bsize;
      if (!full && free < reserve) log.error({ directory, free }, 'the storage is full: writes are refused');
      if (full && free > enough)
        log.info({ directory, free }, 'the storage has free space again: writes are accepted');
      full = full ? free <= enough : free < reserve;
    } catch (error) {
      log.warn(
        { reason: error instanceof Error ? error.message : String(error) },
        'failed to read the free disk space',
      );
    }
  };
  void look();
  const timer = setInterval(() => void look(), INTERVAL_MS).unref();
  return { isFull: () => full, close: () => clearInterval(timer) };
}
