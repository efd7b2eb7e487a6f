import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

/**
 * What a process is: `ours` when it is a PostgreSQL server on the cluster, `ending` while whatever it was is taken
 * down, `zombie` when it has ended and waits to be reaped, `gone` when there is none, `foreign` when the number now
 * belongs to another program, `unknown` when the system does not tell.
 */
type ProcessKind = 'ours' | 'ending' | 'zombie' | 'gone' | 'foreign' | 'unknown';

/** The kernel's mark of a process that is being taken down (`PF_EXITING`). */
const EXITING = 0x4;

/** Tells what a process is. */
export async function inspectProcess(pid: number, cluster: string): Promise<ProcessKind> {
  if (!exists(pid)) return 'gone';
  switch (process.platform) {
    case 'linux':
      return inspectProc(pid, cluster);
    case 'win32':
      return 'unknown';
    default:
      return inspectWithPs(pid, cluster);
  }
}

async function inspectProc(pid: number, cluster: string): Promise<ProcessKind> {
  const [command, folder] = await Promise.all([
    readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
    readlink(`/proc/${pid}/cwd`).catch(() => ''),
  ]);
  // Read last: a process that has lost its command line already has its mark by then.
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  if (status === '') return 'gone';
  // The name of the program is in parentheses and may itself hold some.
  const [state, , , , , , flags] = status.slice(status.lastIndexOf(')') + 2).split(' ');
  if (state === 'Z') return 'zombie';
  if (Number(flags) & EXITING) return 'ending';
  const [program = '', ...words] = command.split('\0');
  // A server works in its cluster, also one that somebody has started by hand.
  const isHere = folder === cluster || words.includes(cluster);
  return isHere && basename(program).startsWith('postgres') ? 'ours' : 'foreign';
}

async function inspectWithPs(pid: number, cluster: string): Promise<ProcessKind> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'stat=,command=', '-p', String(pid)]);
    if (stdout.trim().startsWith('Z')) return 'zombie';
    return /postgres/.test(stdout) && stdout.includes(cluster) ? 'ours' : 'foreign';
  } catch {
    return exists(pid) ? 'unknown' : 'gone';
  }
}

/** Whether a server that was ours a moment ago still runs. */
export async function isRunning(pid: number, cluster: string): Promise<boolean> {
  // Elsewhere Node or the system reaps ended processes, and asking `ps` twice a second would cost too much.
  if (process.platform !== 'linux') return exists(pid);
  return ['ours', 'ending'].includes(await inspectProcess(pid, cluster));
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Signals with how long each may take, in milliseconds: fast shutdown, then immediate, then by force. */
const STAGES = [
  ['SIGINT', 15_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
] as const;

/** Stops a server of ours and waits until it is gone. A number that belongs to another program is left alone. */
export async function stopPostmaster(pid: number, cluster: string): Promise<void> {
  for (const [signal, patience] of STAGES) {
    if (!(await isRunning(pid, cluster))) return;
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    const deadline = Date.now() + patience;
    while (Date.now() < deadline) {
      if (!(await isRunning(pid, cluster))) return;
      await delay(25);
    }
  }
}
