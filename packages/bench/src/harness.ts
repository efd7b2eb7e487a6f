import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Database, migrate, openDatabase, startEmbeddedPostgres } from '@ai-sessions/db';
import { ADMIN, fill, PASSWORD } from './data.ts';
import type { Data } from './loads.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** A log that tells of errors alone. */
const quiet = { debug() {}, info() {}, warn() {}, error: console.error };

/** A server in a process of its own. */
export interface Running {
  readonly url: string;
  readonly pid: number;
  /** When it was spawned, by the clock of `performance.now()`. */
  readonly spawned: number;
  /** Ends the process and waits until it is gone. */
  stop(): Promise<void>;
}

/** A server and what is in its database. */
export interface Target extends Running {
  readonly data: Data;
}

/** How much is measured. */
interface Extent {
  /** Seconds that a load lasts. */
  readonly seconds: number;
  /** How often each load is measured. */
  readonly rounds: number;
  /** The folder of another checkout, whose build is measured in turn with this one. */
  readonly against: string | undefined;
}

/** Where parts measure: one PostgreSQL, and servers that are started when they are first asked for. */
export interface Bench extends Extent {
  /** Of the database that the service and the floor share. */
  readonly databaseUrl: string;
  /** The built service of this checkout. */
  service(): Promise<Target>;
  /** Bare `node:http` and `pg`, on the database of the service. */
  floor(): Promise<Target>;
  /** The service of the other checkout, on a database of its own; `undefined` when there is nothing to compare with. */
  other(): Promise<Target | undefined>;
  /** Folders of the checkouts to compare, by what they are called. */
  readonly checkouts: Readonly<Record<string, string>>;
  /** Brings a database to the schema of a checkout and starts its built service. */
  startService(checkout: string, database: string, settings?: Settings): Promise<Running>;
  /** Makes an empty database; its URL. */
  createDatabase(name: string): Promise<string>;
  /** Does work with a pool of connections that no statement is too long for. */
  withDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T>;
  /** The process of PostgreSQL that all others are children of. */
  postmaster(): Promise<number>;
}

type Settings = Readonly<Record<string, string>>;

/** Does work on a new PostgreSQL, and removes all that was started. */
export async function withBench(extent: Extent, work: (bench: Bench) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ai-sessions-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: quiet });
  const children = new Set<ChildProcess>();

  async function start(args: readonly string[], checkout: string, environment: Settings): Promise<Running> {
    const port = await freePort();
    const spawned = performance.now();
    const child = spawn(process.execPath, [...args], {
      cwd: join(checkout, 'apps/web'),
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production', PORT: String(port), DRAIN_SECONDS: '0', ...environment },
    });
    children.add(child);
    for await (const chunk of child.stdout) {
      if (/ready/.test(String(chunk))) break;
    }
    const stop = async () => {
      children.delete(child);
      await stopped(child);
    };
    return { url: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, spawned, stop };
  }

  async function startService(checkout: string, database: string, settings: Settings = {}): Promise<Running> {
    await migrate(database, { folder: join(checkout, 'prisma/migrations'), log: quiet });
    return start([join(checkout, 'apps/web/dist/server.js')], checkout, {
      DATABASE_URL: database,
      DATA_DIR: folder,
      ADMIN_EMAIL: ADMIN,
      ADMIN_PASSWORD: PASSWORD,
      LOG_LEVEL: 'info',
      ...settings,
    });
  }

  async function withDatabase<T>(url: string, inner: (database: Database) => Promise<T>): Promise<T> {
    const database = openDatabase({ url, log: quiet, unhurried: true });
    try {
      return await inner(database);
    } finally {
      await database.close();
    }
  }

  async function createDatabase(name: string): Promise<string> {
    await withDatabase(postgres.url, ({ pool }) => pool.query(`CREATE DATABASE ${name}`));
    const url = new URL(postgres.url);
    url.pathname = name;
    return url.href;
  }

  async function startFilled(checkout: string, url: string): Promise<Target> {
    const service = await startService(checkout, url);
    return { ...service, data: await withDatabase(url, fill) };
  }

  const against = extent.against === undefined ? undefined : resolve(extent.against);
  const service = oneTime(() => startFilled(ROOT, postgres.url));
  const bench: Bench = {
    ...extent,
    databaseUrl: postgres.url,
    checkouts: { 'this build': ROOT, ...(against === undefined ? {} : { 'the other': against }) },
    service,
    floor: oneTime(async () => {
      const { data } = await service();
      const args = ['--import', 'tsx', join(import.meta.dirname, 'floor.ts')];
      return { ...(await start(args, ROOT, { DATABASE_URL: postgres.url })), data };
    }),
    // It may need another schema, and so has a database of its own.
    other: oneTime(async () =>
      against === undefined ? undefined : startFilled(against, await createDatabase('the_other')),
    ),
    startService,
    createDatabase,
    withDatabase,
    async postmaster() {
      const file = await readFile(join(postgres.dataDirectory, 'postmaster.pid'), 'utf8');
      return Number(file.split('\n')[0]);
    },
  };
  try {
    await work(bench);
  } finally {
    await Promise.all([...children].map(stopped));
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** Makes something when it is first asked for. */
function oneTime<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** A port that nobody listens on. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
