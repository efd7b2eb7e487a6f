import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** What `postmaster.pid` says about the server on a cluster. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** Reads the lock file of a cluster; `undefined` when there is none or it is garbled. */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , , port] = text.split('\n').map(Number);
  return pid && Number.isInteger(pid) && pid > 1 ? { pid, port: port || 0 } : undefined;
}

/**
 * What a process is: `ours` when it is a PostgreSQL server on the cluster, `zombie` when it has ended and waits to
 * be reaped, `gone` when there is none, `foreign` when the number now belongs to another program.
 */
export async function inspectProcess(
  pid: number,
  cluster: string,
): Promise<'ours' | 'zombie' | 'gone' | 'foreign'> {
  if (!isAlive(pid)) return 'gone';
  if (process.platform !== 'linux') return 'ours';
  const [status, command] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''),
    readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
  ]);
  if (status === '') return 'gone';
  // The name of the program is in parentheses and may itself hold some.
  if (status.slice(status.lastIndexOf(')') + 2).startsWith('Z')) return 'zombie';
  const words = command.split('\0');
  return words.includes(cluster) && /postgres/.test(words[0] ?? '') ? 'ours' : 'foreign';
}

/** Whether a process with this number exists. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Signals with how long each may take: fast shutdown, then immediate, then by force. */
const STAGES = [
  ['SIGINT', 15_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
] as const;

/** Stops a server and waits until it is gone. */
export async function stopPostmaster(pid: number, cluster: string): Promise<void> {
  for (const [signal, patience] of STAGES) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    const deadline = Date.now() + patience;
    while (Date.now() < deadline) {
      if ((await inspectProcess(pid, cluster)) !== 'ours') return;
      await delay(25);
    }
  }
}
