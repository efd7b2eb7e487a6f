import { open } from 'node:fs/promises';

/** Flushes a folder to the disk: names that are new in it must survive a power cut as their files do. */
export async function syncFolder(folder: string): Promise<void> {
  // There, a folder cannot be opened.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
