import { readFile } from 'node:fs/promises';

/** Bytes. */
export const MEBIBYTE = 1_048_576;

/** Resident memory of a process, in bytes, as Linux tells it. */
export async function residentMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1_024;
}
