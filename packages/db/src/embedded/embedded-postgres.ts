import { setTimeout as delay } from 'node:timers/promises';
import { ensureSecret } from '@ai-sessions/config';
import type { Log } from '../log.ts';
import { findBinaries } from './binaries.ts';
import { type Cluster, EmbeddedPostgresError, reasonOf, type Server } from './cluster.ts';
import { urlOf } from './connection.ts';
import { initialise } from './initialise.ts';
import { findPlace, recordPlace } from './place.ts';
import { isRunning } from './postmaster.ts';
import { ensureRunning, type StartOptions } from './server.ts';
import { boundLog } from './server-log.ts';
import { stopUnused, type Use, use } from './users.ts';

/** How often a living service looks whether its database lives. */
const WATCH_MS = 500;
/** How long a server that could not be started is left alone. */
const PAUSE_MS = 3_000;
/** How often a server is looked for that its last user was just stopping. */
const ATTEMPTS = 5;

/** A running embedded PostgreSQL. */
export interface EmbeddedPostgres {
  /** Stays the same while this process lives, also when the server is started again. */
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
  /** The port to have when it is free. Without it the last one is taken again. */
  readonly port?: number;
}

/**
 * Starts PostgreSQL on a data folder, or joins the one that runs there already, and keeps it running: a server
 * that dies is started again. It has a session of its own, so that Ctrl-C reaches us first and we stop it last.
 *
 * @throws Error with one sentence that says what to do.
 */
export async function startEmbeddedPostgres({
  dataDir,
  log,
  port,
}: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const place = await findPlace(dataDir, log);
  const binaries = await findBinaries(place.user, log);
  const password = await ensureSecret(place.folder, 'password');
  await initialise(place, binaries, password);
  await recordPlace(place);

  const cluster: Cluster = { place, binaries, password, log };
  const stopping = new AbortController();
  let used = await startUsing(cluster, { port, signal: stopping.signal });
  const { server: first } = used;

  const watch = async (): Promise<void> => {
    const { server } = used;
    if (await isRunning(server.pid, place.cluster)) {
      if (used.use.ended) used = { server, use: await use(cluster, server) };
      await boundLog(place.logFile);
      return;
    }
    log.warn({ pid: server.pid }, 'embedded database exited unexpectedly, restarting');
    used = await startUsing(cluster, { port: server.port, fixed: true, signal: stopping.signal });
    log.info({ pid: used.server.pid }, 'embedded database restarted');
  };
  const watching = repeat(watch, log, stopping.signal);

  const stop = async (): Promise<void> => {
    stopping.abort();
    // A server that is just being started would otherwise outlive us.
    await watching;
    await used.use.end();
    await stopUnused(cluster, used.server);
  };
  let stopped: Promise<void> | undefined;

  return {
    url: urlOf(cluster, first.port),
    dataDirectory: place.cluster,
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}

async function startUsing(cluster: Cluster, options: StartOptions): Promise<{ server: Server; use: Use }> {
  for (let attempt = 1; ; attempt++) {
    const server = await ensureRunning(cluster, options);
    try {
      return { server, use: await use(cluster, server) };
    } catch (error) {
      // Its last user was stopping it, or it died right away.
      options.signal.throwIfAborted();
      if (attempt === ATTEMPTS) {
        throw new EmbeddedPostgresError(
          `The embedded database cannot be used: ${reasonOf(error)}. See ${cluster.place.logFile}.`,
          { cause: error },
        );
      }
    }
  }
}

async function repeat(work: () => Promise<void>, log: Log, signal: AbortSignal): Promise<void> {
  let pause = WATCH_MS;
  while (!signal.aborted) {
    try {
      await delay(pause, undefined, { ref: false, signal });
      await work();
      pause = WATCH_MS;
    } catch (error) {
      if (signal.aborted) return;
      log.error({ reason: reasonOf(error) }, 'embedded database unavailable, retrying');
      pause = PAUSE_MS;
    }
  }
}
