import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { end, freePort, isRunning, ordinaryUser, startProgram, until } from './processes.ts';

/** How many members there are: one that writes, one that has all of it too, and one more to take the place of either. */
const MEMBERS = 3;
const TEMPLATES = join(import.meta.dirname, '..');
const DEBIAN_POSTGRES = '/usr/lib/postgresql';
const PROGRAMS = { patroni: '/usr/bin/patroni', etcd: '/usr/bin/etcd', haproxy: '/usr/sbin/haproxy' };

interface Member {
  readonly name: string;
  readonly port: number;
  readonly restPort: number;
  readonly dataDirectory: string;
  agent: ChildProcess;
}

/** PostgreSQL on three members looked after by Patroni, with HAProxy in front. */
export interface Cluster {
  /** Through HAProxy, to whichever member is the primary. */
  readonly url: string;
  /** Where its programs write what they have to say. */
  readonly folder: string;
  /** Waits until there is a primary, all others follow it, and one of them has all that is acknowledged. */
  healthy(): Promise<void>;
  /** Kills the primary, and its agent when told so; its name. */
  killPrimary(withAgent: boolean): Promise<string>;
  /** The name of the primary. */
  primary(): Promise<string>;
  /** Starts agents that do not run. */
  startAgents(): void;
  stop(): Promise<void>;
}

const State = z.object({
  members: z.array(
    z.object({
      name: z.string(),
      role: z.string(),
      state: z.string(),
      timeline: z.number().optional(),
      lag: z.union([z.number(), z.string()]).optional(),
    }),
  ),
});

/** Starts a cluster on loopback, with a database named `ai_sessions`. */
export async function startCluster(): Promise<Cluster> {
  const binaries = binariesOfPostgres();
  const user = ordinaryUser();
  const folder = await mkdtemp(join(tmpdir(), 'ai-sessions-failover-'));
  await chmod(folder, 0o755);
  if (user) await chown(folder, user.uid, user.gid);
  const [etcdPort, etcdPeerPort, haproxyPort] = [await freePort(), await freePort(), await freePort()];
  const password = crypto.randomUUID();
  const programs: ChildProcess[] = [];
  const start = (name: string, command: string, args: readonly string[]) => {
    const child = startProgram(command, args, { logFile: join(folder, `${name}.log`), cwd: folder, user });
    programs.push(child);
    return child;
  };

  const etcdUrls = [`http://127.0.0.1:${etcdPort}`, `http://127.0.0.1:${etcdPeerPort}`] as const;
  start('etcd', PROGRAMS.etcd, [
    ...['--name', 'one', '--data-dir', join(folder, 'etcd')],
    ...['--listen-client-urls', etcdUrls[0], '--advertise-client-urls', etcdUrls[0]],
    ...['--listen-peer-urls', etcdUrls[1], '--initial-advertise-peer-urls', etcdUrls[1]],
    ...['--initial-cluster', `one=${etcdUrls[1]}`],
  ]);
  await until('etcd answers', async () => (await fetch(`${etcdUrls[0]}/health`)).ok);

  const agentOf = (name: string) => start(name, PROGRAMS.patroni, [join(folder, `${name}.yml`)]);
  const members: Member[] = [];
  for (let number = 1; number <= MEMBERS; number++) {
    const name = `member${number}`;
    const [port, restPort] = [await freePort(), await freePort()];
    const values = { name, port, restPort, etcdPort, folder, binaries, password };
    await writeFile(join(folder, `${name}.yml`), await filled('patroni.yml', values), { mode: 0o644 });
    members.push({ name, port, restPort, dataDirectory: join(folder, name), agent: agentOf(name) });
  }
  const servers = members.map(
    ({ name, port, restPort }) => `    server ${name} 127.0.0.1:${port} check port ${restPort}`,
  );
  const haproxy = join(folder, 'haproxy.cfg');
  await writeFile(haproxy, await filled('haproxy.cfg', { port: haproxyPort, servers: servers.join('\n') }));
  start('haproxy', PROGRAMS.haproxy, ['-f', haproxy]);

  async function state(): Promise<z.output<typeof State>['members']> {
    for (const { restPort } of members) {
      const answer = await fetch(`http://127.0.0.1:${restPort}/cluster`).catch(() => undefined);
      if (answer?.ok) return State.parse(await answer.json()).members;
    }
    return [];
  }

  async function healthy(): Promise<void> {
    await until('all members of the cluster are well', async () => {
      const seen = await state();
      const leader = seen.find(({ role }) => role === 'leader');
      const others = seen.filter((member) => member !== leader);
      return (
        leader?.state === 'running' &&
        others.length === MEMBERS - 1 &&
        others.some(({ role }) => role === 'sync_standby') &&
        others.every(
          ({ state: its, timeline, lag }) =>
            ['running', 'streaming'].includes(its) && timeline === leader.timeline && lag === 0,
        )
      );
    });
  }

  const urlOf = (port: number, database: string) =>
    `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`;

  await healthy();
  const client = new pg.Client(urlOf(haproxyPort, 'postgres'));
  await client.connect();
  await client.query('CREATE DATABASE ai_sessions');
  await client.end();

  return {
    url: urlOf(haproxyPort, 'ai_sessions'),
    folder,
    healthy,
    async killPrimary(withAgent) {
      const leader = (await state()).find(({ role }) => role === 'leader');
      const member = members.find(({ name }) => name === leader?.name);
      if (!member) throw new Error('There is no primary to kill.');
      const postmaster = Number(
        (await readFile(join(member.dataDirectory, 'postmaster.pid'), 'utf8')).split('\n')[0],
      );
      if (withAgent) member.agent.kill('SIGKILL');
      process.kill(postmaster, 'SIGKILL');
      return member.name;
    },
    async primary() {
      return (await state()).find(({ role }) => role === 'leader')?.name ?? 'nobody';
    },
    startAgents() {
      for (const member of members) if (!isRunning(member.agent)) member.agent = agentOf(member.name);
    },
    async stop() {
      // The agents stop their PostgreSQL.
      await Promise.all(members.map(({ agent }) => end(agent, 'SIGTERM')));
      await Promise.all(programs.map((program) => end(program, 'SIGTERM')));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A file of this folder with its values filled in. */
async function filled(name: string, values: Readonly<Record<string, string | number>>): Promise<string> {
  const text = await readFile(join(TEMPLATES, name), 'utf8');
  return text.replace(/\$\{(\w+)\}/g, (_, key: string) => String(values[key]));
}

/** The folder of the newest PostgreSQL that Debian has installed. */
function binariesOfPostgres(): string {
  const missing = Object.values(PROGRAMS).filter((program) => !existsSync(program));
  const versions = existsSync(DEBIAN_POSTGRES) ? readdirSync(DEBIAN_POSTGRES) : [];
  const newest = versions.sort((one, other) => Number(one) - Number(other)).at(-1);
  if (missing.length > 0 || newest === undefined) {
    throw new Error(
      'This needs: apt-get install --no-install-recommends postgresql patroni python3-etcd etcd-server haproxy',
    );
  }
  return join(DEBIAN_POSTGRES, newest, 'bin');
}
