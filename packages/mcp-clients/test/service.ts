import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const APP = join(import.meta.dirname, '../../../apps/web');
const ADMINISTRATOR = { emailAddress: 'admin@example.com', password: randomUUID() };

/** The service as users run it: the built server in a process of its own, with a database of its own. */
export interface RunningService {
  readonly url: string;
  /** How the administrator signs in. */
  readonly administrator: typeof ADMINISTRATOR;
  /** Sends a request as the administrator, with JSON in and out; its answer must be a success. */
  request(path: string, json?: object, method?: string): Promise<Readonly<Record<string, unknown>>>;
  /** Makes an API key for an agent. */
  newApiKey(): Promise<string>;
  /** Lets an agent with this key make so many calls in a minute from now on. */
  limitCalls(apiKey: string, callsPerMinute: number): Promise<void>;
  /**
   * Loads what a process loads when it is first asked for, before those come who wait only so long for it: the
   * authorization server, and pages.
   */
  loadAll(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the service and waits until it says that it is ready. */
export async function startService(): Promise<RunningService> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'ai-sessions-mcp-clients-'));
  // PostgreSQL may run as another user, who has to enter it.
  await chmod(dataFolder, 0o755);
  const child = spawn(process.execPath, ['dist/server.js'], {
    cwd: APP,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: '0',
      ADMIN_EMAIL: ADMINISTRATOR.emailAddress,
      ADMIN_PASSWORD: ADMINISTRATOR.password,
      DRAIN_SECONDS: '0',
      DATA_DIR: dataFolder,
    },
  });
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    const listen = (chunk: Buffer) => {
      output += chunk.toString();
      const ready = /ready at (http\S+)/.exec(output)?.[1];
      if (ready) resolve(ready.replace('localhost', '127.0.0.1'));
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('close', () => reject(new Error(`The service ended: ${output}`)));
  });

  async function request(path: string, json?: object, method = json === undefined ? 'GET' : 'POST') {
    const { emailAddress, password } = ADMINISTRATOR;
    const response = await fetch(url + path, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${emailAddress}:${password}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: json === undefined ? undefined : JSON.stringify(json),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
    const body: unknown = JSON.parse(text);
    if (typeof body !== 'object' || body === null) throw new Error(`${path} answered ${text}`);
    return Object.fromEntries(Object.entries(body));
  }

  return {
    url,
    administrator: ADMINISTRATOR,
    request,
    async newApiKey() {
      const { items } = await request('/users');
      const [administrator]: unknown[] = Array.isArray(items) ? items : [];
      const userId: unknown =
        typeof administrator === 'object' && administrator !== null && Reflect.get(administrator, 'id');
      return String((await request('/api-keys', { name: 'MCP clients', kind: 'Agent', userId })).key);
    },
    async limitCalls(apiKey, callsPerMinute) {
      const { items } = await request('/api-keys?all=true');
      const keys: readonly { readonly id: string; readonly prefix: string }[] = Array.isArray(items)
        ? items
        : [];
      const key = keys.find(({ prefix }) => apiKey.startsWith(prefix));
      await request(`/api-keys/${key?.id}`, { callsPerMinute }, 'PATCH');
    },
    async loadAll() {
      for (const path of ['/oauth/jwks', '/login']) {
        while (!(await fetch(url + path)).ok);
      }
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
