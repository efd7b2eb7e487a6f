import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const APP = join(import.meta.dirname, '../../../apps/web');

/** How the administrator of the service signs in. */
export const administrator = { emailAddress: 'robin.castle@example.com', password: 'plum tractor violin' };

/** The built service with a database of its own. */
export interface Service {
  readonly url: string;
  /** Sends JSON as the administrator, or as whoever has the key; the answer, which must be a success. */
  request(path: string, json?: object, options?: RequestOptions): Promise<unknown>;
  /** Runs one of the commands of the app on its data. */
  command(name: string, ...args: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

interface RequestOptions {
  readonly method?: string;
  readonly apiKey?: string;
}

/** Starts the service on an empty database, and waits until it is ready. */
export async function startService(): Promise<Service> {
  const folder = await mkdtemp(join(tmpdir(), 'ai-sessions-screenshots-'));
  // PostgreSQL may run as another user, who has to enter it.
  await chmod(folder, 0o755);
  const env = {
    ...process.env,
    NODE_ENV: 'production' as const,
    PORT: '0',
    ADMIN_EMAIL: administrator.emailAddress,
    ADMIN_PASSWORD: administrator.password,
    DRAIN_SECONDS: '0',
    DATA_DIR: folder,
    OUTBOUND_TARGETS: 'https://voice.example.com,https://agent.example.com',
  };
  const child = spawn(process.execPath, ['dist/server.js'], {
    cwd: APP,
    stdio: ['ignore', 'pipe', 'inherit'],
    env,
  });
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const ready = /ready at (http[^\s"]+)/.exec(output)?.[1];
      if (ready) resolve(ready);
    });
    child.once('exit', () => reject(new Error(`The service ended: ${output}`)));
  });
  const { emailAddress, password } = administrator;
  const basic = `Basic ${Buffer.from(`${emailAddress}:${password}`).toString('base64')}`;
  return {
    url,
    async request(path, json, { method = json ? 'POST' : 'GET', apiKey } = {}) {
      const response = await fetch(url + path, {
        method,
        headers: {
          authorization: apiKey ? `Bearer ${apiKey}` : basic,
          ...(json && { 'content-type': 'application/json' }),
        },
        ...(json && { body: JSON.stringify(json) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
      return text === '' ? undefined : JSON.parse(text);
    },
    async command(name, ...args) {
      const command = spawn(process.execPath, ['--import', 'tsx', `commands/${name}.ts`, ...args], {
        cwd: APP,
        stdio: ['ignore', 'ignore', 'inherit'],
        env,
      });
      const [code] = await once(command, 'exit');
      if (code !== 0) throw new Error(`${name} ended with ${code}.`);
    },
    async stop() {
      child.removeAllListeners('exit');
      child.kill('SIGTERM');
      await once(child, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
