import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import { z } from 'zod';
import { PROMETHEUS_FOLDER } from './expressions.ts';

const execute = promisify(execFile);

/** Whether Prometheus is on this machine. */
export async function isInstalled(): Promise<boolean> {
  const versions = ['prometheus', 'promtool'].map((program) => execute(program, ['--version']));
  return (await Promise.allSettled(versions)).every(({ status }) => status === 'fulfilled');
}

/**
 * Has `promtool` look at the files of the project.
 *
 * @returns What it says.
 * @throws Error with what it says is wrong.
 */
export async function promtool(...args: string[]): Promise<string> {
  return (await execute('promtool', args, { cwd: PROMETHEUS_FOLDER })).stdout.trim();
}

const Answer = z.discriminatedUnion('status', [
  z.object({ status: z.literal('success'), data: z.unknown() }),
  z.object({ status: z.literal('error'), error: z.string() }),
]);
const Vector = z.object({ result: z.array(z.unknown()) });
const Names = z.array(z.string());
const Rules = z.object({
  groups: z.array(
    z.object({
      rules: z.array(z.object({ name: z.string(), health: z.string(), lastError: z.string().optional() })),
    }),
  ),
});

/** A running Prometheus. */
export interface Prometheus {
  /** How many series an expression gives. */
  query(expression: string): Promise<number>;
  /** The names of all metrics that it has. */
  names(): Promise<readonly string[]>;
  /** The rules that it has evaluated, each with how that went: `ok`, `unknown`, `err`. */
  rules(): Promise<z.infer<typeof Rules>['groups'][number]['rules']>;
  stop(): Promise<void>;
}

/** Starts Prometheus with the alerts of the project; it scrapes a service every second. */
export async function startPrometheus(target: string, token: string): Promise<Prometheus> {
  const folder = await mkdtemp(join(tmpdir(), 'ai-sessions-prometheus-'));
  await writeFile(join(folder, 'token'), token, { mode: 0o600 });
  const configuration = {
    global: { scrape_interval: '1s', evaluation_interval: '1s' },
    rule_files: [join(PROMETHEUS_FOLDER, 'alerts.yml')],
    scrape_configs: [
      {
        job_name: 'ai-sessions',
        authorization: { credentials_file: join(folder, 'token') },
        static_configs: [{ targets: [target] }],
      },
    ],
  };
  await writeFile(join(folder, 'prometheus.yml'), stringify(configuration));
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(
    'prometheus',
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=${address}`,
      '--log.level=warn',
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const ended = once(child, 'exit');

  async function ask(path: string, parameters: Readonly<Record<string, string>> = {}): Promise<unknown> {
    const response = await fetch(`http://${address}/api/v1/${path}?${new URLSearchParams(parameters)}`);
    const answer = Answer.parse(await response.json());
    if (answer.status === 'error') throw new Error(answer.error);
    return answer.data;
  }

  return {
    query: async (expression) => Vector.parse(await ask('query', { query: expression })).result.length,
    names: async () => Names.parse(await ask('label/__name__/values')),
    rules: async () => Rules.parse(await ask('rules')).groups.flatMap(({ rules }) => rules),
    async stop() {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
