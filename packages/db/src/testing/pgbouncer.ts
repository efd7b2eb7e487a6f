import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from './free-port.ts';

const PROGRAM = process.env.PGBOUNCER_PATH ?? '/usr/sbin/pgbouncer';
/** From this version on, `max_prepared_statements` is not 0 by itself. */
const STATEMENTS_SINCE = '1.24';
const RETRY_MS = 20;

/** A real PgBouncer in front of a database, in transaction mode. */
export interface PgBouncer {
  readonly url: string;
  /** Whether it knows statements by their names on all of its connections. */
  readonly keepsStatements: boolean;
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>;
  /** Starts it again where it was. */
  start(): Promise<void>;
  /** Ends it for good. */
  stop(): Promise<void>;
}

/**
 * Starts PgBouncer in front of a database and waits until it lets somebody through.
 *
 * @param size Connections that it has to the database; more of its clients have to take turns.
 */
export async function startPgBouncer(databaseUrl: string, size: number): Promise<PgBouncer> {
  const { hostname, port: serverPort, username, password, pathname } = new URL(databaseUrl);
  const folder = await mkdtemp(join(tmpdir(), 'ai-sessions-pgbouncer-'));
  // It does not run as root.
  await chmod(folder, 0o755);
  const file = join(folder, 'pgbouncer.ini');
  const port = await freePort();
  const database = pathname.slice(1);
  const server = `host=${hostname} port=${serverPort || 5432} user=${decodeURIComponent(username)}`;
  await writeFile(
    file,
    `[databases]
${database} = ${server}${password && ` password=${decodeURIComponent(password)}`}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${size}
server_login_retry = 1
max_client_conn = 200
${process.getuid?.() === 0 ? 'user = nobody' : ''}
`,
  );
  const url = `postgresql://pooled@127.0.0.1:${port}/${database}`;
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    const started = spawn(PROGRAM, ['-q', file], { stdio: ['ignore', 'ignore', 'pipe'] });
    child = started;
    let output = '';
    started.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    started.on('error', (error) => (output += error.message));
    while (!(await letsThrough(url))) {
      if (started.exitCode !== null || started.pid === undefined) {
        throw new Error(`PgBouncer ended: ${output} (apt-get install --no-install-recommends pgbouncer)`);
      }
      await delay(RETRY_MS);
    }
  }

  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  await start();
  return {
    url,
    keepsStatements: STATEMENTS_SINCE.localeCompare(await version(), 'en', { numeric: true }) <= 0,
    kill,
    start,
    async stop() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function letsThrough(url: string): Promise<boolean> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function version(): Promise<string> {
  const { stdout } = await promisify(execFile)(PROGRAM, ['--version']);
  return /^PgBouncer (\S+)/.exec(stdout)?.[1] ?? '0';
}
