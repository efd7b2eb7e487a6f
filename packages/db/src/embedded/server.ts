import { type ChildProcess, spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { type Cluster, EmbeddedPostgresError, reasonOf, type Server } from './cluster.ts';
import { ask } from './connection.ts';
import { readLockFile, removeLockFile } from './lock-file.ts';
import { choosePort, rememberPort } from './port.ts';
import { inspectProcess, stopPostmaster } from './postmaster.ts';
import { boundLog, lastFatal, sizeOf } from './server-log.ts';
import { stopUnused } from './users.ts';

/** How long starting is tried. A server that recovers from a crash is given all the time it needs. */
const START_TIMEOUT_MS = 30_000;
const POLL_MS = 50;
/** A server that has the lock file but does not answer is given this long before it is stopped. */
const SILENCE_MS = 15_000;
/** A lock file is empty for a moment while it is written; after this long it was left so. */
const GARBLED_MS = 2_000;
/** What PostgreSQL says when trying again does not help. */
const LASTING =
  /contains errors|invalid value|unrecognized configuration|incompatible|wrong ownership|invalid permissions|not a valid data directory|error while loading/;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 3_000;

/** How {@link ensureRunning} is to start a server. */
export interface StartOptions {
  /** The port it should have; another is taken when it is not free, unless `fixed`. */
  readonly port?: number | undefined;
  /** Whether it must have that port, because connections go there already. */
  readonly fixed?: boolean;
  readonly signal: AbortSignal;
}

/**
 * The server on a cluster: the one that runs already, or a new one.
 *
 * @throws EmbeddedPostgresError with one sentence that says why there is none; the signal's reason when aborted.
 */
export async function ensureRunning(cluster: Cluster, options: StartOptions): Promise<Server> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  let reason: string | undefined;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      return await joinOrLaunch(cluster, options);
    } catch (error) {
      options.signal.throwIfAborted();
      if (error instanceof EmbeddedPostgresError) throw error;
      if (reason !== reasonOf(error))
        cluster.log.warn({ reason: reasonOf(error) }, 'PostgreSQL did not start');
      reason = reasonOf(error);
    }
    if (LASTING.test(reason) || Date.now() + pause > deadline) {
      throw new EmbeddedPostgresError(
        `The embedded database does not start: ${reason} See ${cluster.place.logFile}, or set DATABASE_URL to another PostgreSQL.`,
      );
    }
    await delay(pause, undefined, { signal: options.signal });
  }
}

async function joinOrLaunch(cluster: Cluster, options: StartOptions): Promise<Server> {
  const running = await joinRunning(cluster, options.signal);
  if (running && (!options.fixed || running.port === options.port)) return running;
  if (running && !(await stopUnused(cluster, running))) {
    throw new Error(`It runs on port ${running.port} now, and others use it there.`);
  }
  return launch(cluster, options);
}

/** Joins a server that a living or killed process has started on this cluster. */
async function joinRunning(cluster: Cluster, signal: AbortSignal): Promise<Server | undefined> {
  const folder = cluster.place.cluster;
  let silentUntil = Date.now() + SILENCE_MS;
  for (;;) {
    signal.throwIfAborted();
    const lockFile = await readLockFile(folder);
    if (!lockFile) return undefined;
    const { pid, port } = lockFile;
    if (pid === undefined) {
      if (lockFile.age > GARBLED_MS) await removeLockFile(folder, lockFile);
      await delay(POLL_MS);
      continue;
    }
    const kind = await inspectProcess(pid, folder);
    if (kind === 'gone') return undefined;
    if (kind === 'zombie' || kind === 'foreign') {
      // PostgreSQL would take either for a running server; it knows by its shared memory when one still runs.
      await removeLockFile(folder, lockFile);
      return undefined;
    }
    const answer = port ? await ask(cluster, port) : 'silent';
    if (answer === 'ready') return { pid, port };
    if (answer === 'busy') silentUntil = Date.now() + SILENCE_MS;
    if (Date.now() > silentUntil) {
      if (kind === 'unknown') {
        throw new EmbeddedPostgresError(
          `The process ${pid} may be a database server on ${folder}, but does not answer. Stop it, or delete postmaster.pid there.`,
        );
      }
      cluster.log.warn({ pid }, 'database server not responding, stopping it');
      await stopPostmaster(pid, folder);
    }
    await delay(POLL_MS);
  }
}

async function launch(cluster: Cluster, { port: wanted, fixed, signal }: StartOptions): Promise<Server> {
  const { place, binaries } = cluster;
  const port = fixed && wanted ? wanted : await choosePort(place, wanted);
  await boundLog(place.logFile);
  const logged = await sizeOf(place.logFile);
  const output = await open(place.logFile, 'a', 0o600);
  let child: ChildProcess;
  try {
    child = spawn(binaries.postgres, ['-D', place.cluster, ...settings(port)], {
      cwd: place.folder,
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
      env: { NODE_ENV: 'production', PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C' },
      ...place.user,
    });
  } finally {
    await output.close();
  }
  let ended: string | undefined;
  child.on('error', (error) => {
    ended = `${error.message}.`;
  });
  child.on('exit', (code, killedBy) => {
    ended = `PostgreSQL ended with ${killedBy ?? `code ${code}`}.`;
  });
  child.unref();
  try {
    let silentUntil = Date.now() + SILENCE_MS;
    while (ended === undefined) {
      signal.throwIfAborted();
      // Only what stands in the lock file is known to be ours: a stranger may have taken the port.
      const lockFile = await readLockFile(place.cluster);
      if (child.pid && lockFile?.pid === child.pid && lockFile.port) {
        const answer = await ask(cluster, lockFile.port);
        if (answer === 'ready') {
          await rememberPort(place, port);
          return { pid: child.pid, port };
        }
        if (answer === 'busy') silentUntil = Date.now() + SILENCE_MS;
      }
      if (Date.now() > silentUntil) throw new Error('It does not answer.');
      await delay(POLL_MS);
    }
  } catch (error) {
    if (child.pid) await stopPostmaster(child.pid, place.cluster);
    throw error;
  }
  throw new Error((await lastFatal(place.logFile, logged)) ?? ended);
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
    // Statements and their values are the users' data and have no place in a log.
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
    'log_checkpoints=off',
    'timezone=UTC',
    'jit=off',
  ].flatMap((setting) => ['-c', setting]);
}
