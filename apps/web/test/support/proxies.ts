import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, request, until } from './service.ts';

/** A proxy in front of a service, in a process of its own. */
export interface RunningProxy {
  readonly url: string;
  stop(): Promise<void>;
}

interface Place {
  readonly folder: string;
  readonly port: string;
  /** Address of the service. */
  readonly target: string;
}

interface Kind {
  readonly command: string;
  readonly arguments: (file: string) => readonly string[];
  readonly configuration: (place: Place) => string;
}

const nginx = (directives: string): Kind => ({
  command: '/usr/sbin/nginx',
  arguments: (file) => ['-c', file, '-e', 'stderr'],
  configuration: ({ folder, port, target }) => `
    daemon off;
    worker_processes 1;
    pid ${folder}/pid;
    events {}
    http {
      access_log off;
      ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
      gzip on;
      gzip_types *;
      gzip_min_length 1;
      gzip_proxied any;
      upstream service { server ${new URL(target).host}; keepalive 8; }
      server {
        listen 127.0.0.1:${port};
        location / { proxy_pass http://service; proxy_set_header Host $http_host; ${directives} }
      }
    }`,
});

const kinds = {
  /** Compresses whatever it may, and speaks HTTP/1.0 to the service, as it does unless told otherwise. */
  nginx: nginx(''),
  /** The same with kept connections, bodies passed on as they come, and upgrades asked for. */
  'nginx with HTTP/1.1': nginx(`
    proxy_http_version 1.1;
    proxy_set_header Connection $http_connection;
    proxy_set_header Upgrade $http_upgrade;
    proxy_request_buffering off;`),
  'Apache httpd': {
    command: '/usr/sbin/apache2',
    arguments: (file) => ['-f', file, '-DFOREGROUND'],
    configuration: ({ folder, port, target }) => `
      ServerRoot ${folder}
      PidFile ${folder}/pid
      ErrorLog ${folder}/errors
      ServerName localhost
      Listen 127.0.0.1:${port}
      ${['mpm_event', 'authz_core', 'filter', 'deflate', 'proxy', 'proxy_http']
        .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so\n`)
        .join('')}
      ProxyPreserveHost On
      ProxyPass / ${target}/ upgrade=ANY
      SetOutputFilter DEFLATE`,
  },
} as const satisfies Record<string, Kind>;

export const proxyKinds = Object.keys(kinds) as readonly (keyof typeof kinds)[];

/** Starts a proxy and waits until it passes requests on. */
export async function startProxy(kind: keyof typeof kinds, target: string): Promise<RunningProxy> {
  const folder = await mkdtemp(join(tmpdir(), 'ai-sessions-proxy-'));
  // Its workers may run as another user.
  await chmod(folder, 0o755);
  const port = await freePort();
  const file = join(folder, 'configuration');
  const { command, arguments: argumentsFor, configuration } = kinds[kind];
  await writeFile(file, `${configuration({ folder, port, target }).trim()}\n`);
  const child = spawn(command, argumentsFor(file), { stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const url = `http://127.0.0.1:${port}`;
  await until(async () => {
    if (child.exitCode !== null) return true;
    return (await request(`${url}/healthz`)).status === 200;
  });
  if (child.exitCode !== null) throw new Error(`${kind} ended: ${output}`);
  return {
    url,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
