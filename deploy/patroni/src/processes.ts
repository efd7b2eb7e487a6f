import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** An ordinary user of the system. */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/** Whom the cluster runs as: PostgreSQL does not run as root, which hands it to the user that Debian makes for it. */
export function ordinaryUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const [, , uid, gid] = /^postgres:.*$/m.exec(readFileSync('/etc/passwd', 'utf8'))?.[0].split(':') ?? [];
  if (!uid || !gid) throw new Error('There is no user postgres. Start this as an ordinary user.');
  return { uid: Number(uid), gid: Number(gid) };
}

/** Starts a program in the background; what it prints goes to a file. */
export function startProgram(
  command: string,
  args: readonly string[],
  options: { readonly logFile: string; readonly cwd: string; readonly user: SystemUser | undefined },
): ChildProcess {
  const log = openSync(options.logFile, 'a');
  const child = spawn(command, args, {
    cwd: options.cwd,
    stdio: ['ignore', log, log],
    env: { ...process.env, HOME: options.cwd },
    ...options.user,
  });
  // What cannot be started is seen to have ended.
  child.on('error', () => {});
  closeSync(log);
  return child;
}

/** Whether a program that was started has not ended. */
export function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

/** Ends a program and waits for it. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (!isRunning(child)) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

const POLL_MS = 100;

/**
 * Waits until a condition holds.
 *
 * @throws Error when it does not within so many seconds.
 */
export async function until(what: string, condition: () => Promise<boolean>, seconds = 120): Promise<void> {
  const deadline = performance.now() + seconds * 1_000;
  while (!(await condition().catch(() => false))) {
    if (performance.now() > deadline) throw new Error(`After ${seconds} s still not: ${what}.`);
    await delay(POLL_MS);
  }
}
