import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end, filled, freePort, isRunning, startProgram, until } from './processes.ts';

const PROGRAM = '/usr/sbin/haproxy';
const TEMPLATE = join(import.meta.dirname, '../../haproxy/haproxy.cfg');

/** HAProxy in front of processes of the service. */
export interface Front {
  readonly url: string;
  /** Waits until it sends requests to all of them. */
  sendsToAll(): Promise<void>;
  isRunning(): boolean;
  stop(): Promise<void>;
}

/** Starts HAProxy in front of processes that listen, or will listen, on loopback. */
export async function startFront(ports: readonly number[]): Promise<Front> {
  if (!existsSync(PROGRAM)) throw new Error('This needs: apt-get install --no-install-recommends haproxy');
  const folder = await mkdtemp(join(tmpdir(), 'ai-sessions-front-'));
  await chmod(folder, 0o755);
  const [address, statusAddress] = [`127.0.0.1:${await freePort()}`, `127.0.0.1:${await freePort()}`];
  const servers = ports
    .map((port, index) => `    server process${index + 1} 127.0.0.1:${port} check`)
    .join('\n');
  const file = join(folder, 'haproxy.cfg');
  await writeFile(file, await filled(TEMPLATE, { address, statusAddress, servers }));
  const child = startProgram(PROGRAM, ['-f', file], {
    logFile: join(folder, 'haproxy.log'),
    cwd: folder,
    user: undefined,
  });
  return {
    url: `http://${address}`,
    sendsToAll: () =>
      until('all processes are ready', async () => {
        const status = await (await fetch(`http://${statusAddress}/;csv`)).text();
        return (status.match(/^sessions,process\d+,.*,UP,/gm) ?? []).length === ports.length;
      }),
    isRunning: () => isRunning(child),
    async stop() {
      await end(child, 'SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
