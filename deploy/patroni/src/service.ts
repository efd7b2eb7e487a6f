import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end, freePort, isRunning } from './processes.ts';

const APP = join(import.meta.dirname, '../../../apps/web');
const EMAIL = 'admin@example.com';

/** The built service in a process of its own. */
export interface Service {
  readonly url: string;
  readonly authorization: string;
  isRunning(): boolean;
  stop(): Promise<void>;
}

/** Starts the built service on a database. */
export async function startService(databaseUrl: string): Promise<Service> {
  const folder = await mkdtemp(join(tmpdir(), 'ai-sessions-failover-data-'));
  const port = await freePort();
  const password = crypto.randomUUID();
  const child = spawn(process.execPath, ['dist/server.js'], {
    cwd: APP,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      HOST: '127.0.0.1',
      DATABASE_URL: databaseUrl,
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
      await rm(folder, { recursive: true, force: true });
    },
  };
}
