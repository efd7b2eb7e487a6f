import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, startReplica } from '@ai-sessions/db/testing';

const APP = join(import.meta.dirname, '../../../apps/web');
const EMAIL_ADDRESS = 'admin@example.com';

/** The built service, with metrics. */
export interface Service {
  /** Host and port. */
  readonly address: string;
  /** With which its metrics are read. */
  readonly token: string;
  /** Does a little of what people and programs do, and some of it wrong. */
  use(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the service on a database of its own, which has a replica. */
export async function startService(): Promise<Service> {
  const token = randomUUID();
  const password = randomUUID();
  const folder = await mkdtemp(join(tmpdir(), 'ai-sessions-monitoring-'));
  const database = await createTestDatabase();
  const replica = await startReplica(database.url);
  const child = spawn(process.execPath, ['dist/server.js'], {
    cwd: APP,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: '0',
      DATA_DIR: folder,
      DATABASE_URL: database.url,
      DATABASE_READ_URL: replica.url,
      ADMIN_EMAIL: EMAIL_ADDRESS,
      ADMIN_PASSWORD: password,
      DRAIN_SECONDS: '0',
      METRICS_TOKEN: token,
    },
  });
  const address = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const port = /ready at http:\/\/\S+:(\d+)/.exec(output)?.[1];
      if (port) resolve(`127.0.0.1:${port}`);
    });
    child.once('close', () => reject(new Error(`The service ended: ${output}`)));
  });
  const authorization = `Basic ${Buffer.from(`${EMAIL_ADDRESS}:${password}`).toString('base64')}`;

  async function send(path: string, json?: object): Promise<void> {
    const response = await fetch(`http://${address}${path}`, {
      method: json ? 'POST' : 'GET',
      headers: { authorization, ...(json && { 'content-type': 'application/json' }) },
      body: json && JSON.stringify(json),
    });
    await response.arrayBuffer();
  }

  return {
    address,
    token,
    async use() {
      await send('/accounts', { name: 'Northwind Dental' });
      await send('/ai/sessions', { purpose: 'Billing review' });
      await send('/ai/sessions');
      await send('/ai/sessions/none');
      await send('/api/trpc/session.list');
      await send('/login');
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      await replica.stop();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
