import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end, freePort, isRunning } from '@ai-sessions/failover/processes';

const APP = join(import.meta.dirname, '../../../apps/web');
const EMAIL = 'admin@example.com';

/** What all processes of a service have in common. */
export interface ServiceSettings {
  readonly databaseUrl: string;
  readonly password: string;
  readonly secret: string;
}

/** One of the processes of a service. */
export interface AppProcess {
  readonly name: string;
  readonly url: string;
  /** Everything that it has logged about failures. */
  problems(): string;
  start(): Promise<void>;
  /** Stops it in order, as an update does; its exit code. */
  stop(): Promise<number | null>;
  /** Stops it for good. */
  remove(): Promise<void>;
}

/** The administrator of the service, by Basic. */
export function administratorOf({ password }: ServiceSettings): string {
  return `Basic ${Buffer.from(`${EMAIL}:${password}`).toString('base64')}`;
}

/** A process of the built service at an address that stays the same. */
export async function appProcess(name: string, settings: ServiceSettings): Promise<AppProcess> {
  const folder = await mkdtemp(join(tmpdir(), `ai-sessions-${name}-`));
  const port = await freePort();
  let child: ChildProcess | undefined;
  let problems = '';

  async function start(): Promise<void> {
    const started = spawn(process.execPath, ['dist/server.js'], {
      cwd: APP,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PORT: String(port),
        HOST: '127.0.0.1',
        DATABASE_URL: settings.databaseUrl,
        DATA_DIR: folder,
        AUTH_SECRET: settings.secret,
        ADMIN_EMAIL: EMAIL,
        ADMIN_PASSWORD: settings.password,
        TRUSTED_PROXIES: '127.0.0.1',
        LOG_LEVEL: 'error',
      },
    });
    child = started;
    await new Promise<void>((resolve, reject) => {
      started.stdout.on('data', (chunk: Buffer) => {
        const text = chunk.toString();
        // What it logs is JSON; nothing below the level of errors is logged.
        problems += text.match(/^\{.*$/gm)?.join('\n') ?? '';
        if (text.includes('is ready at')) resolve();
      });
      started.stderr.on('data', (chunk: Buffer) => (problems += chunk.toString()));
      started.once('close', () => reject(new Error(`${name} ended: ${problems}`)));
    });
  }

  async function stop(): Promise<number | null> {
    if (!child) return null;
    await end(child, 'SIGTERM');
    return child.exitCode;
  }

  return {
    name,
    url: `http://127.0.0.1:${port}`,
    problems: () => problems,
    start,
    stop,
    async remove() {
      if (child && isRunning(child)) await end(child, 'SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
