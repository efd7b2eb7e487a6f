import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, copyFile, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from './free-port.ts';

const RETRY_MS = 20;

/** What a copy of a cluster leaves out: a replica gets its log from the primary, and makes the others itself. */
const LEFT_OUT = new Set(['postmaster.pid', 'postmaster.opts', 'pg_internal.init']);
const EMPTIED = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_stat_tmp',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
]);

/** A real streaming replica of a database. */
export interface Replica {
  /** Of the same database there. */
  readonly url: string;
  /** Of its postmaster, the process that all others are children of. */
  readonly pid: number;
  /** Lets it take in nothing more until it is resumed: what is committed meanwhile is not seen there. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Stops all its processes where they are, as those of a machine that hangs. */
  freeze(): Promise<void>;
  thaw(): void;
  /** Makes it a primary of its own, with a history that the other one does not have. */
  promote(): Promise<void>;
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>;
  /** Starts it again where it was. */
  start(): Promise<void>;
  /** Ends it for good. */
  stop(): Promise<void>;
}

/**
 * Makes a replica of the server of a database, which has to run on this machine, by its own programs and its own copy of its
 * files, and waits until it answers. `url` is that of a superuser.
 */
export async function startReplica(url: string): Promise<Replica> {
  const primary = new pg.Client(url);
  await primary.connect();
  const { rows } = await primary.query<{ data: string; programs: string; connections: string }>(`
    SELECT current_setting('data_directory') AS data, current_setting('max_connections') AS connections,
      (SELECT setting FROM pg_config WHERE name = 'BINDIR') AS programs`);
  const [server] = rows;
  if (!server) throw new Error('PostgreSQL did not say where it keeps its data.');
  const folder = await mkdtemp(join(tmpdir(), 'ai-sessions-replica-'));
  await chmod(folder, 0o755);
  const data = join(folder, 'data');
  const { uid, gid } = await stat(server.data);
  await primary.query("SELECT pg_backup_start('replica', true)");
  await copyFolder(server.data, data, { uid, gid });
  const stopped = await primary.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop(false)');
  await primary.end();
  await writeFile(join(data, 'backup_label'), stopped.rows[0]?.labelfile ?? '');
  await writeFile(join(data, 'standby.signal'), '');
  for (const name of ['backup_label', 'standby.signal']) await chown(join(data, name), uid, gid);

  const port = await freePort();
  const { hostname, port: primaryPort, username, password } = new URL(url);
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: server.connections,
    logging_collector: 'off',
    log_min_messages: 'fatal',
    fsync: 'off',
    primary_conninfo: `host=${hostname} port=${primaryPort || 5432} user=${decodeURIComponent(username)} password=${decodeURIComponent(password)}`,
    wal_retrieve_retry_interval: '100ms',
  };
  const own = Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).href;
  let child: ChildProcess | undefined;
  let frozen: readonly number[] = [];

  async function start(): Promise<void> {
    const started = spawn(
      join(server?.programs ?? '', 'postgres'),
      ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      {
        cwd: folder,
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { NODE_ENV: 'production', PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C' },
        ...(process.getuid?.() === 0 ? { uid, gid } : {}),
      },
    );
    child = started;
    let output = '';
    started.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    started.on('error', (error) => (output += error.message));
    while (!(await answers())) {
      if (started.exitCode !== null || started.pid === undefined)
        throw new Error(`The replica ended: ${output}`);
      await delay(RETRY_MS);
    }
  }

  async function answers(): Promise<boolean> {
    return ask('SELECT 1').then(
      () => true,
      () => false,
    );
  }

  async function ask(statement: string): Promise<unknown> {
    const client = new pg.Client(own);
    client.on('error', () => {});
    try {
      await client.connect();
      const { rows } = await client.query({ text: statement, rowMode: 'array' });
      return rows[0]?.[0];
    } finally {
      await client.end().catch(() => {});
    }
  }

  function thaw(): void {
    for (const pid of frozen) process.kill(pid, 'SIGCONT');
    frozen = [];
  }

  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    thaw();
    // At once, and with its children, which would hold the port for a while otherwise.
    child.kill('SIGQUIT');
    await once(child, 'exit');
  }

  await start();
  return {
    url: own,
    get pid() {
      return child?.pid ?? 0;
    },
    async pause() {
      await ask('SELECT pg_wal_replay_pause()');
      while ((await ask('SELECT pg_get_wal_replay_pause_state()')) !== 'paused') await delay(RETRY_MS);
    },
    async resume() {
      await ask('SELECT pg_wal_replay_resume()');
    },
    async freeze() {
      const pids = String(
        await ask("SELECT string_agg(pid::text, ' ') FROM pg_stat_activity WHERE pid <> pg_backend_pid()"),
      );
      frozen = [child?.pid ?? 0, ...pids.split(' ').map(Number)];
      for (const pid of frozen) process.kill(pid, 'SIGSTOP');
    },
    thaw,
    async promote() {
      await ask('SELECT pg_promote()');
    },
    kill,
    start,
    async stop() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Copies the files of a server that goes on writing them. What it removes meanwhile, it removes from its replicas too. */
async function copyFolder(
  from: string,
  to: string,
  owner: { readonly uid: number; readonly gid: number },
): Promise<void> {
  await mkdir(to, { mode: 0o700 });
  await chown(to, owner.uid, owner.gid);
  for (const entry of await readdir(from, { withFileTypes: true }).catch(unlessGone([]))) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (EMPTIED.has(entry.name)) {
      await mkdir(target, { mode: 0o700 });
      await chown(target, owner.uid, owner.gid);
    } else if (entry.isDirectory()) {
      await copyFolder(source, target, owner);
    } else if (!LEFT_OUT.has(entry.name)) {
      await copyFile(source, target)
        .then(() => chown(target, owner.uid, owner.gid))
        .catch(unlessGone(undefined));
    }
  }
}

function unlessGone<Value>(value: Value): (error: NodeJS.ErrnoException) => Value {
  return (error) => {
    if (error.code === 'ENOENT') return value;
    throw error;
  };
}
