import { type ChildProcess, spawn } from 'node:child_process';
import { open, rm, stat, truncate } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureSecret } from '@ai-sessions/config';
import pg from 'pg';
import type { Log } from '../log.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { initialise, SUPERUSER } from './initialise.ts';
import { findPlace, type Place } from './place.ts';
import { inspectProcess, readPostmaster, stopPostmaster } from './postmaster.ts';
import { type SystemUser, unprivilegedUser } from './system-user.ts';

const START_TIMEOUT_MS = 60_000;
const POLL_MS = 50;
/** A server that has the lock file but does not answer is given this long before it is stopped. */
const SILENCE_MS = 15_000;
/** How often a living service looks whether its database lives. */
const WATCH_MS = 500;
const LOG_LIMIT = 10 * 1_048_576;
/** Shared by every process that uses the database; whoever gets it alone is the last and stops the server. */
const USERS_LOCK = 4_711_020_252;

/** A running embedded PostgreSQL. */
export interface EmbeddedPostgres {
  readonly url: string;
  /** Where the data is. */
  readonly dataDirectory: string;
  /** Stops the server, unless another process still uses it. */
  stop(): Promise<void>;
}

/** What {@link startEmbeddedPostgres} works with. */
export interface EmbeddedOptions {
  /** Folder for data, password and log. */
  readonly dataDir: string;
  readonly log: Log;
}

interface Server {
  readonly pid: number;
  readonly port: number;
}

/**
 * Starts PostgreSQL on a data folder, or joins the one that runs there already, and keeps it running: a server
 * that dies is started again. It has a session of its own, so that Ctrl-C reaches us first and we stop it last.
 *
 * @throws Error with one sentence that says what to do.
 */
export async function startEmbeddedPostgres({ dataDir, log }: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const user = unprivilegedUser();
  const place = await findPlace(dataDir, user, log);
  const binaries = await findBinaries(user, log);
  const password = await ensureSecret(place.folder, 'password');
  await initialise(place, binaries, password, user);

  const context: Context = { place, binaries, password, user, log };
  let server = await ensureRunning(context, undefined);
  let holder = await holdUsersLock(context, server.port);
  let stopping = false;

  const watching = (async () => {
    while (!stopping) {
      await delay(WATCH_MS, undefined, { ref: false });
      if (stopping) return;
      try {
        if ((await inspectProcess(server.pid, place.cluster)) === 'ours') {
          if (holder.ended) holder = await holdUsersLock(context, server.port);
          continue;
        }
        log.warn({ pid: server.pid }, 'the embedded database has died and is started again');
        server = await ensureRunning(context, server.port);
        log.info({ pid: server.pid }, 'the embedded database is back');
      } catch (error) {
        log.error(
          { reason: error instanceof Error ? error.message : String(error) },
          'the embedded database is down',
        );
      }
    }
  })();

  return {
    url: urlOf(context, server.port),
    dataDirectory: place.cluster,
    async stop() {
      stopping = true;
      await holder.release();
      if (await isLastUser(context, server.port)) await stopPostmaster(server.pid, place.cluster);
      void watching;
    },
  };
}

interface Context {
  readonly place: Place;
  readonly binaries: Binaries;
  readonly password: string;
  readonly user: SystemUser | undefined;
  readonly log: Log;
}

function urlOf({ password }: Context, port: number): string {
  return `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
}

/** The server on the cluster: the one that runs already, or a new one. */
async function ensureRunning(context: Context, fixedPort: number | undefined): Promise<Server> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  let reason = '';
  while (Date.now() < deadline) {
    const running = await joinRunning(context, deadline);
    if (running && (fixedPort === undefined || running.port === fixedPort)) return running;
    if (running) await stopPostmaster(running.pid, context.place.cluster);
    const attempt = await launch(context, fixedPort ?? (await freePort()), deadline);
    if (attempt.server) return attempt.server;
    reason = attempt.reason;
    await delay(200);
  }
  throw new Error(
    `The embedded database does not start: ${reason} See ${context.place.logFile}, or set DATABASE_URL to another PostgreSQL.`,
  );
}

/** Joins a server that a living or killed process has started on this cluster. */
async function joinRunning({ place, ...context }: Context, deadline: number): Promise<Server | undefined> {
  const lockFile = join(place.cluster, 'postmaster.pid');
  const silentUntil = Math.min(Date.now() + SILENCE_MS, deadline);
  for (;;) {
    const postmaster = await readPostmaster(place.cluster);
    if (!postmaster) return undefined;
    switch (await inspectProcess(postmaster.pid, place.cluster)) {
      case 'gone':
      case 'foreign':
        await rm(lockFile, { force: true });
        return undefined;
      case 'zombie':
        break;
      case 'ours':
        if (postmaster.port && (await answers({ place, ...context }, postmaster.port))) return postmaster;
        break;
    }
    if (Date.now() > silentUntil) {
      context.log.warn({ pid: postmaster.pid }, 'a database server does not answer and is stopped');
      await stopPostmaster(postmaster.pid, place.cluster);
      await rm(lockFile, { force: true });
      return undefined;
    }
    await delay(POLL_MS);
  }
}

async function launch(
  context: Context,
  port: number,
  deadline: number,
): Promise<{ server?: Server; reason: string }> {
  const { place, binaries, user } = context;
  await boundLog(place.logFile);
  const output = await open(place.logFile, 'a', 0o600);
  let child: ChildProcess;
  try {
    child = spawn(binaries.postgres, ['-D', place.cluster, ...settings(port)], {
      cwd: place.folder,
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
      env: { NODE_ENV: 'production', PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C' },
      ...user,
    });
  } finally {
    await output.close();
  }
  let ended: string | undefined;
  child.on('error', (error) => {
    ended = error.message;
  });
  child.on('exit', (code, signal) => {
    ended = `PostgreSQL ended with ${signal ?? `code ${code}`}.`;
  });
  child.unref();
  while (ended === undefined && Date.now() < deadline) {
    if (child.pid && (await answers(context, port))) return { server: { pid: child.pid, port }, reason: '' };
    await delay(POLL_MS);
  }
  return { reason: ended ?? 'It does not answer.' };
}

function settings(port: number): readonly string[] {
  return [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'shared_buffers=128MB',
    'max_wal_size=1GB',
    'checkpoint_timeout=15min',
    'logging_collector=off',
    'log_min_messages=warning',
    'log_checkpoints=off',
    'timezone=UTC',
    'jit=off',
  ].flatMap((setting) => ['-c', setting]);
}

/** The server writes its log to the end, so it can be emptied under its hands. */
async function boundLog(path: string): Promise<void> {
  const size = await stat(path).then(
    (file) => file.size,
    () => 0,
  );
  if (size > LOG_LIMIT) await truncate(path);
}

async function connect(context: Context, port: number): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: urlOf(context, port),
    connectionTimeoutMillis: 1_000,
    query_timeout: 2_000,
    application_name: 'ai-sessions keeper',
  });
  client.on('error', () => {});
  await client.connect();
  return client;
}

async function answers(context: Context, port: number): Promise<boolean> {
  let client: pg.Client | undefined;
  try {
    client = await connect(context, port);
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return rows[0]?.data_directory === context.place.cluster;
  } catch {
    return false;
  } finally {
    await client?.end().catch(() => {});
  }
}

interface Holder {
  readonly ended: boolean;
  release(): Promise<void>;
}

async function holdUsersLock(context: Context, port: number): Promise<Holder> {
  const client = await connect(context, port);
  let ended = false;
  client.on('end', () => {
    ended = true;
  });
  await client.query('SELECT pg_advisory_lock_shared($1)', [USERS_LOCK]);
  return {
    get ended() {
      return ended;
    },
    release: () => client.end().catch(() => {}),
  };
}

/** A server that does not answer has no users. */
async function isLastUser(context: Context, port: number): Promise<boolean> {
  let client: pg.Client | undefined;
  try {
    client = await connect(context, port);
    const { rows } = await client.query<{ alone: boolean }>('SELECT pg_try_advisory_lock($1) AS alone', [
      USERS_LOCK,
    ]);
    return rows[0]?.alone ?? true;
  } catch {
    return true;
  } finally {
    await client?.end().catch(() => {});
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No port.')),
      );
    });
  });
}
