/**
 * Records what a client library of ServiceStack sends, with the code that the service hands out, and what it answers.
 * No registry that we may use has these libraries, so they are not in the suite: `recorded-clients.test.ts` sends what
 * was recorded.
 *
 *     npx tsx test/recorded/record.ts python /path/to/servicestack-python
 *     npx tsx test/recorded/record.ts php /path/to/servicestack-php
 *     npx tsx test/recorded/record.ts ruby /path/to/servicestack-ruby
 *     npx tsx test/recorded/record.ts java /path/to/ServiceStack.Java
 *     npx tsx test/recorded/record.ts csharp /path/to/ServiceStack
 *
 * The checkout may also be named by the variable CLIENT_CHECKOUT. Build the service before; what the library itself needs
 * must be there: for Python Debian's python3-requests, python3-dataclasses-json and python3-typing-extensions,
 * for Java default-jdk-headless and libgoogle-gson-java, for C# mono-mcs, libmono-cil-dev and the tag v5.1.0.
 */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { ADMIN_EMAIL, ADMIN_PASSWORD, startService } from '../support/service.ts';
import { type Exchange, nameValues, type Recording } from './exchange.ts';
import { send, textOf } from './send.ts';

const run = promisify(execFile);

interface Client {
  readonly name: string;
  readonly slug: string;
  readonly file: string;
  /** Starts the program; it gets the checkout, the folder of the client code, and the address. */
  readonly command: readonly [string, ...string[]];
  /** Prints the version of the library, given the checkout. */
  readonly version: readonly [string, ...string[]];
  readonly runtime: readonly [string, ...string[]];
}

const clients: Readonly<Record<string, Client>> = {
  python: {
    name: 'ServiceStack/servicestack-python',
    slug: 'python',
    file: 'dtos.py',
    command: ['/usr/bin/python3', 'python/story.py'],
    version: ['/usr/bin/python3', 'setup.py', '--version'],
    runtime: [
      '/usr/bin/python3',
      '-c',
      'import platform, requests; print(f"Python {platform.python_version()}, requests {requests.__version__}")',
    ],
  },
  php: {
    name: 'ServiceStack/servicestack-php',
    slug: 'php',
    file: 'dtos.php',
    command: ['php', '-d', 'display_errors=stderr', 'php/story.php'],
    version: ['git', 'describe', '--tags', '--always'],
    runtime: ['php', '-r', 'echo "PHP " . PHP_VERSION;'],
  },
  ruby: {
    name: 'ServiceStack/servicestack-ruby',
    slug: 'ruby',
    file: 'dtos.rb',
    command: ['ruby', 'ruby/story.rb'],
    version: ['ruby', '-r', './lib/servicestack/version.rb', '-e', 'puts ServiceStack::VERSION'],
    runtime: ['ruby', '-e', 'puts "Ruby #{RUBY_VERSION}"'],
  },
  java: {
    name: 'ServiceStack/ServiceStack.Java',
    slug: 'java',
    file: 'dtos.java',
    command: ['node', 'java/story.mjs'],
    version: ['sed', '-n', 's/^version = "\\(.*\\)"$/\\1/p', 'src/AndroidClient/client/build.gradle'],
    runtime: ['sh', '-c', 'java --version | head -1'],
  },
  csharp: {
    name: 'ServiceStack/ServiceStack',
    slug: 'csharp',
    file: 'dtos.cs',
    command: ['node', 'csharp/story.mjs'],
    version: ['git', 'describe', '--tags', '--always'],
    runtime: ['sh', '-c', 'mono --version | head -1'],
  },
};

/** Headers of a connection, which every sender makes for itself. */
const CONNECTION = new Set(['host', 'connection', 'content-length']);

const [, , slug = '', checkout = process.env.CLIENT_CHECKOUT ?? ''] = process.argv;
const client = clients[slug];
if (!client || !checkout) {
  throw new Error(
    `Name one of ${Object.keys(clients).join(', ')}, and the folder with the client's sources.`,
  );
}

const service = await startService();
const folder = await mkdtemp(join(tmpdir(), 'ai-sessions-recording-'));
const exchanges: Exchange[] = [];
const recorder = createServer((request, response) => {
  record(request, response).catch((error: unknown) =>
    response.destroy(error instanceof Error ? error : undefined),
  );
});
try {
  recorder.listen(0, '127.0.0.1');
  await once(recorder, 'listening');
  const { port } = recorder.address() as AddressInfo;
  const { text: code } = await service.request(`/types/${client.slug}`, { authorization: null });
  await writeFile(join(folder, client.file), code);
  const [command, ...options] = client.command;
  const { stdout, stderr } = await run(command, [...options, checkout, folder, `http://127.0.0.1:${port}`], {
    cwd: import.meta.dirname,
    env: {
      ...process.env,
      PYTHONDONTWRITEBYTECODE: '1',
      USER_NAME: ADMIN_EMAIL,
      PASSWORD: ADMIN_PASSWORD,
    },
  });
  if (stderr) console.error(stderr);
  const recording: Recording = {
    client: client.name,
    version: await printed(client.version, checkout),
    commit: await printed(['git', 'rev-parse', 'HEAD'], checkout),
    runtime: await printed(client.runtime, checkout),
    understood: JSON.parse(stdout),
    exchanges: nameValues(exchanges),
  };
  await writeFile(join(import.meta.dirname, `${slug}.json`), `${JSON.stringify(recording, null, 2)}\n`);
  console.log(`Recorded ${exchanges.length} exchanges.`);
} finally {
  recorder.closeAllConnections();
  recorder.close();
  await service.stop();
  await rm(folder, { recursive: true, force: true });
}

async function printed([command, ...options]: readonly [string, ...string[]], cwd: string): Promise<string> {
  const { stdout } = await run(command, options, { cwd });
  return stdout.trim();
}

/** Passes a request on, and keeps it with its answer. */
async function record(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', url: target = '', rawHeaders } = request;
  const headers = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 && !CONNECTION.has(name.toLowerCase())
      ? [[name, rawHeaders[index + 1] ?? ''] as const]
      : [],
  );
  const body = await buffer(request);
  const answer = await send(service.url + target, method, headers, body);
  const text = textOf(answer.response, answer.body);
  exchanges.push({
    request: { method, target, headers, ...(body.length > 0 ? { body: body.toString() } : {}) },
    answer: {
      status: answer.response.statusCode ?? 0,
      ...(text ? { body: JSON.parse(text) } : {}),
    },
  });
  response.writeHead(answer.response.statusCode ?? 502, answer.response.rawHeaders);
  response.end(answer.body);
}
