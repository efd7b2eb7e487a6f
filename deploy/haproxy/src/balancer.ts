import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { end, freePort, isRunning, startProgram, until } from '@ai-sessions/failover/processes';
import type { AppProcess } from './app-process.ts';

const PROGRAM = '/usr/sbin/haproxy';
const CONFIGURATION = join(import.meta.dirname, '../haproxy.cfg');

/** HAProxy in front of the processes of a service. */
export interface Balancer {
  readonly url: string;
  /** Waits until it gives requests to all processes. */
  allUp(): Promise<void>;
  figures(): Promise<BalancerFigures>;
  stop(): Promise<void>;
}

/** What HAProxy has counted since it was started. */
export interface BalancerFigures {
  /** Requests that it had to give to a process once more, or to another one, because a connection was refused. */
  readonly repeated: number;
  /** Requests whose answer did not come, or broke off. */
  readonly withoutAnswer: number;
  /** Requests that each process was given, by its name. */
  readonly requests: ReadonlyMap<string, number>;
}

/**
 * Starts HAProxy in front of processes.
 *
 * @throws Error when it is not installed, which says how to.
 */
export async function startBalancer(processes: readonly AppProcess[]): Promise<Balancer> {
  const folder = await mkdtemp(join(tmpdir(), 'ai-sessions-haproxy-'));
  await chmod(folder, 0o755);
  const port = await freePort();
  const servers = processes.map(({ name, url }) => `    server ${name} ${new URL(url).host}`).join('\n');
  const values: Readonly<Record<string, string>> = { folder, port: String(port), servers };
  const template = await readFile(CONFIGURATION, 'utf8');
  const file = join(folder, 'haproxy.cfg');
  await writeFile(
    file,
    template.replace(/\$\{(\w+)\}/g, (_, key: string) => values[key] ?? ''),
  );
  const logFile = join(folder, 'log');
  const program = startProgram(PROGRAM, ['-f', file], { logFile, cwd: folder, user: undefined });

  /** A line of its counts for each process, and one for all of them. */
  async function lines(): Promise<readonly ReadonlyMap<string, string>[]> {
    const socket = connect(join(folder, 'haproxy.socket'));
    socket.end('show stat\n');
    const [head = '', ...rows] = (await text(socket)).trim().split('\n');
    const names = head.replace(/^# /, '').split(',');
    return rows
      .map((row) => row.split(','))
      .map((fields) => new Map(names.map((name, n) => [name, fields[n] ?? ''])))
      .filter((row) => row.get('pxname') === 'service');
  }

  async function stop(): Promise<void> {
    await end(program, 'SIGTERM');
    await rm(folder, { recursive: true, force: true });
  }

  const balancer: Balancer = {
    url: `http://127.0.0.1:${port}`,
    async allUp() {
      await until('HAProxy gives requests to all processes', async () => {
        if (!isRunning(program)) return true;
        const up = (await lines()).filter((row) => row.get('status')?.startsWith('UP'));
        return processes.every(({ name }) => up.some((row) => row.get('svname') === name));
      });
      if (isRunning(program)) return;
      const said = await readFile(logFile, 'utf8');
      throw new Error(`HAProxy ended: ${said} (apt-get install --no-install-recommends haproxy)`);
    },
    async figures() {
      const all = await lines();
      const total = all.find((row) => row.get('svname') === 'BACKEND');
      const sum = (...names: readonly string[]) =>
        names.reduce((before, name) => before + Number(total?.get(name)), 0);
      return {
        repeated: sum('wretr', 'wredis'),
        withoutAnswer: sum('eresp'),
        requests: new Map(
          all.filter((row) => row !== total).map((row) => [row.get('svname') ?? '', Number(row.get('stot'))]),
        ),
      };
    },
    stop,
  };
  try {
    await balancer.allUp();
  } catch (error) {
    await stop();
    throw error;
  }
  return balancer;
}
