import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_EMAIL, ADMIN_PASSWORD, type RunningService, startService } from './support/service.ts';

const CLIENTS = join(import.meta.dirname, 'clients');
const BASIC = 'Basic realm="AI Sessions", charset="UTF-8"';
const CREDENTIALS = 'credentials realm="/auth/credentials"';

let service: RunningService;
let folder: string;

beforeAll(async () => {
  service = await startService({ DOCS_PUBLIC: 'false' });
  folder = await mkdtemp(join(tmpdir(), 'ai-sessions-clients-'));
});

afterAll(async () => {
  await service.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Runs a program; what it prints. */
async function run(command: string, ...arguments_: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(command, arguments_);
  return stdout;
}

/** The lines of `WWW-Authenticate` for a request without credentials. */
async function challenges(path: string, headers: Readonly<Record<string, string>> = {}) {
  const answer = await new Promise<IncomingMessage>((resolve) =>
    get(service.url + path, { agent: false, headers }, resolve),
  );
  answer.resume();
  expect(answer.statusCode).toBe(401);
  return answer.rawHeaders.flatMap((name, index) =>
    name.toLowerCase() === 'www-authenticate' ? [answer.rawHeaders[index + 1]] : [],
  );
}

describe('the challenge', () => {
  const paths = [
    '/ai/sessions',
    '/ai/sessions.xml',
    '/api/ListAISessions',
    '/api/trpc/session.list',
    '/docs',
  ];

  it.each(paths)('of %s is Basic, and in a second line the sign-in for a cookie', async (path) => {
    expect(await challenges(path)).toEqual([BASIC, CREDENTIALS]);
    expect(await challenges(path, { authorization: 'Basic !!!' })).toEqual([BASIC, CREDENTIALS]);
    expect(
      await challenges(path, { accept: 'application/json', 'user-agent': 'Mozilla/4.0 (compatible)' }),
    ).toEqual([BASIC, CREDENTIALS]);
  });

  it.each<Readonly<Record<string, string>>>([
    { 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'cross-site', 'user-agent': 'curl/8' },
    { 'x-requested-with': 'XMLHttpRequest' },
    { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0', 'accept-language': 'de' },
  ])('is not Basic for a browser: %j', async (headers) => {
    for (const path of paths) expect(await challenges(path, headers)).toEqual([CREDENTIALS]);
  });

  it('is not Basic for whoever asks for a page', async () => {
    const headers = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', authorization: 'Bearer wrong' };
    expect(await challenges('/ai/sessions', headers)).toEqual([CREDENTIALS]);
  });
});

describe('a client that sends its password only when it is asked for it signs in', () => {
  const USER = [ADMIN_EMAIL, ADMIN_PASSWORD] as const;

  it('curl --anyauth', async () => {
    const options = ['-s', '-o', '/dev/null', '-w', '%{http_code}\n', '--anyauth', '-u', USER.join(':')];
    const post = ['-H', 'Content-Type: application/json', '-d', '{"purpose":"curl"}'];
    expect(await run('curl', ...options, `${service.url}/ai/sessions`)).toBe('200\n');
    expect(await run('curl', ...options, ...post, `${service.url}/ai/sessions`)).toBe('200\n');
    expect(await run('curl', ...options, `${service.url}/api/trpc/session.list`)).toBe('200\n');
  });

  it('wget --user', async () => {
    const options = ['-q', '-O-', `--user=${USER[0]}`, `--password=${USER[1]}`];
    const post = ['--header=Content-Type: application/json', '--post-data={"purpose":"wget"}'];
    expect(JSON.parse(await run('wget', ...options, ...post, `${service.url}/ai/sessions`)).purpose).toBe(
      'wget',
    );
    expect(JSON.parse(await run('wget', ...options, `${service.url}/ai/sessions`)).items[0].purpose).toBe(
      'wget',
    );
  });

  it('HTTPBasicAuthHandler of Python', async () => {
    const lines = await run(
      '/usr/bin/python3',
      join(CLIENTS, 'waits_for_challenge.py'),
      service.url,
      ...USER,
    );
    expect(lines).toBe('urllib 200\n'.repeat(6));
  });

  it('WebClient and HttpWebRequest of .NET with Credentials', async () => {
    const program = join(folder, 'waits.exe');
    await run('mcs', join(CLIENTS, 'WaitsForChallenge.cs'), `-out:${program}`);
    expect(await run('mono', program, service.url, ...USER)).toBe(
      'WebClient True\nHttpWebRequest 200\nCredentialCache 200\n',
    );
  });

  it('HttpClient and HttpURLConnection of Java with an Authenticator', async () => {
    const lines = await run('java', join(CLIENTS, 'WaitsForChallenge.java'), service.url, ...USER);
    expect(lines).toBe('HttpClient 200 HTTP_1_1\nHttpClient 200\nHttpURLConnection 200\n');
  });
});
