import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@ai-sessions/db/testing';

const FOLDER = join(import.meta.dirname, '../..');

/** The service as users run it: the built server in a process of its own. */
export interface RunningService {
  readonly url: string;
  readonly process: ChildProcess;
  /** Everything it has printed. */
  output(): string;
  /** Sends a request as the administrator, with JSON in and out unless told otherwise. */
  request(path: string, init?: RequestOptions): Promise<Answer>;
  /** Stops it in order; the exit code. */
  stop(): Promise<number | null>;
}

interface RequestOptions {
  readonly method?: string;
  readonly json?: unknown;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An `Authorization` header, or `null` for none. */
  readonly authorization?: string | null;
}

/** An answer with its body as text and, where it is JSON, as a value. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of any shape
  readonly body: any;
}

export const ADMIN_EMAIL = 'admin@example.com';
export const ADMIN_PASSWORD = 'correct horse battery';

/** An `Authorization` header of Basic. */
export function basic(userName: string, password: string): string {
  return `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`;
}

/** A new data folder that PostgreSQL's user may enter. */
export async function newDataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ai-sessions-web-'));
  await chmod(folder, 0o755);
  return folder;
}

/** A port that nobody listens on, for a service whose address must be known before it starts. */
export async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return String(port);
}

/**
 * Starts the service and waits until it says that it is ready. Its database is its own, unless `DATABASE_URL` names one;
 * with `DATA_DIR` it is the embedded one of that folder.
 */
export async function startService(
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningService> {
  const ownFolder = environment.DATA_DIR === undefined;
  const dataDirectory = environment.DATA_DIR ?? (await newDataFolder());
  const needsDatabase = ownFolder && environment.DATABASE_URL === undefined;
  const database = needsDatabase ? await createTestDatabase() : undefined;
  const child = spawn(process.execPath, ['dist/server.js'], {
    cwd: FOLDER,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: '0',
      ADMIN_EMAIL,
      ADMIN_PASSWORD,
      DRAIN_SECONDS: '0.3',
      ...(database && { DATABASE_URL: database.url }),
      ...environment,
      DATA_DIR: dataDirectory,
    },
  });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      output += chunk.toString();
      const ready = /ready at (http\S+)/.exec(output)?.[1];
      const { PORT } = environment;
      if (ready) resolve(PORT ? `http://127.0.0.1:${PORT}` : ready.replace('localhost', '127.0.0.1'));
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    // Not `exit`: what it printed last may still be on its way then.
    child.once('close', () => reject(new Error(`The service ended: ${output}`)));
  });
  return {
    url,
    process: child,
    output: () => output,
    request: (path, options) => request(url + path, options),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      await database?.drop();
      if (ownFolder) await rm(dataDirectory, { recursive: true, force: true });
      return child.exitCode;
    },
  };
}

/** Sends a request; as the administrator unless told otherwise. */
export async function request(url: string, options: RequestOptions = {}): Promise<Answer> {
  const { json, authorization = basic(ADMIN_EMAIL, ADMIN_PASSWORD) } = options;
  const body = json === undefined ? options.body : JSON.stringify(json);
  const response = await fetch(url, {
    method: options.method ?? (body === undefined ? 'GET' : 'POST'),
    redirect: 'manual',
    headers: {
      ...(authorization === null ? {} : { authorization }),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    body,
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') && text !== '';
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  };
}

/** Waits until a condition holds. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition().catch(() => false))) await new Promise((resolve) => setTimeout(resolve, 25));
}
