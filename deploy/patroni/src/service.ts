import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end, freePort, isRunning } from './processes.ts';

const APP = join(import.meta.dirname, '../../../apps/web');
const EMAIL = 'admin@example.com';

/** How callers reach a service. */
export interface Access {
  readonly url: string;
  readonly authorization: string;
}

/** The built service in a process of its own. */
export interface Service extends Access {
  isRunning(): boolean;
  /** Ends it as an operator does; the code that it exits with. */
  stop(): Promise<number | null>;
}

/** What a service is started with; each is its own when it is left out. */
export interface ServiceOptions {
  /** The embedded database of the folder without it, which the processes of one folder share. */
  readonly databaseUrl?: string;
  readonly folder?: string;
  readonly port?: number;
  /** Of the administrator. */
  readonly password?: string;
}

/** Starts the built service. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'ai-sessions-failover-data-')));
  const { databaseUrl, port = await freePort(), password = crypto.randomUUID() } = options;
  const child = spawn(process.execPath, ['dist/server.js'], {
    cwd: APP,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      HOST: '127.0.0.1',
      DATABASE_URL: databaseUrl ?? '',
      DATA_DIR: folder,
      ADMIN_EMAIL: EMAIL,
      ADMIN_PASSWORD: password,
      LOG_LEVEL: 'error',
    },
  });
  let output = '';
  for await (const chunk of child.stdout) {
    output += String(chunk);
    if (output.includes('is ready at')) break;
  }
  if (!isRunning(child)) throw new Error(`The service did not start: ${output}`);
  return {
    url: `http://127.0.0.1:${port}`,
    authorization: `Basic ${Buffer.from(`${EMAIL}:${password}`).toString('base64')}`,
    isRunning: () => isRunning(child),
    async stop() {
      await end(child, 'SIGTERM');
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
      return child.exitCode;
    },
  };
}
